"""Installs the kernelspec "Java (Alike)" into the virtual environment, with absolute paths."""

from __future__ import annotations

import json
import shutil

from place import build, cds, paths
from place.java import Jdk
from place.stamp import Stamp, key_of, key_of_files

DISPLAY_NAME = "Java (Alike)"
STARTER = "start"
FILES = (STARTER, "logo-32x32.png", "logo-64x64.png", "logo-svg.svg")
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
}
SERVER = {
    "MappingKernelManager": {"default_kernel_name": "alike"},
    "KernelSpecManager": {"allowed_kernelspecs": ["alike", "python3"]},
    "LabApp": {"extension_manager": "readonly"},
}


def ensure(jdk: Jdk) -> None:
    arguments = cds.arguments(jdk)
    spec = {
        "argv": [str(paths.INSTALLED_KERNEL / STARTER), "{connection_file}"],
        "display_name": DISPLAY_NAME,
        "language": "java",
        "interrupt_mode": "message",
        "metadata": {"debugger": False},
    }
    settings = (
        f"alike_java='{jdk.java}'\nalike_archive='{paths.ARCHIVE}'\n"
        f"alike_main='{cds.MAIN}'\nalike_gpu='{paths.GPU_VARIABLES}'\n"
    )
    files = [paths.KERNELSPEC / name for name in FILES]
    key = key_of(json.dumps(spec), json.dumps(OVERRIDES), json.dumps(SERVER), settings, arguments, key_of_files(files))
    stamp = Stamp("kernelspec")
    if stamp.holds(key, paths.INSTALLED_KERNEL / "kernel.json"):
        return
    paths.INSTALLED_KERNEL.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, paths.INSTALLED_KERNEL)
    (paths.INSTALLED_KERNEL / "settings").write_text(settings)
    (paths.INSTALLED_KERNEL / "java.args").write_text(arguments)
    (paths.INSTALLED_KERNEL / "kernel.json").write_text(json.dumps(spec, indent=2))
    _write_json("share/jupyter/lab/settings/overrides.json", OVERRIDES)
    _write_json("etc/jupyter/jupyter_server_config.json", SERVER)
    stamp.write(key)


def _write_json(name: str, content: object) -> None:
    file = paths.VENV / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2))
