"""Import every module of the installed package, so that none of them needs more than the wheel brings."""

import importlib
import os
import pkgutil
from pathlib import Path

import django

import amparo

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
django.setup()
names = [found.name for found in pkgutil.walk_packages(amparo.__path__, "amparo.") if not found.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
home = Path(amparo.__file__).parent
assert (home / "law").is_dir(), "the wheel ships no law"
print(f"{len(names)} modules import from {home}")
