"""Import every module of the installed package and find every file of the checkout in it: the wheel lacks nothing."""

import importlib
import os
import pkgutil
import sys
from pathlib import Path

import django

import amparo

checkout = Path(sys.argv[1])
installed = Path(amparo.__file__).parent
assert not installed.is_relative_to(checkout), "this is the checkout's own package"

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
django.setup()
# what only an extra of the package brings: without it, that module says so and no other
EXTRAS = {"amparo.bulk.spark": "pyspark"}

names = [found.name for found in pkgutil.walk_packages(amparo.__path__, "amparo.") if not found.name.endswith("__main__")]
for name in names:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if EXTRAS.get(name) != missing.name:
            raise
        print(f"{name} waits for {missing.name}, an extra")

shipped = {checkout / "src" / "amparo": installed, checkout / "law": installed / "law"}
lacking = [
    str(path)
    for source, target in shipped.items()
    for path in source.rglob("*")
    if path.is_file() and path.suffix != ".pyc" and not (target / path.relative_to(source)).is_file()
]
assert not lacking, f"the wheel lacks {lacking}"
print(f"{len(names)} modules import from {installed}")
