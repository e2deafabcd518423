# Aliases; the commands themselves are ./run and ./test.
.PHONY: run test lock

run:
	./run

test:
	./test

# After a change of dependencies in pyproject.toml. No registry address is written: each machine uses its own.
lock:
	.venv/bin/uv --quiet pip compile pyproject.toml --group checkout --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements.lock
	.venv/bin/uv --quiet pip compile pyproject.toml --group dev --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements-dev.lock
