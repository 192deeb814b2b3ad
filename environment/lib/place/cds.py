"""The class-data-sharing archive: the kernel's classes, loaded and linked ahead of time.

An archive fits one JDK build, one class path (jars with their sizes and times) and the same module options. With any
other the JVM ignores it, so it is made anew whenever one of them changes, and proved once by a JVM that must use it.
"""

from __future__ import annotations

from place import build, paths, tools
from place.java import Jdk
from place.say import step
from place.stamp import Stamp, key_of, key_of_looks

MAIN = "alike.kernel.Main"


def arguments(jdk: Jdk) -> str:
    """The content of the JVM's argument file: everything that does not depend on the moment of the start."""
    lines = [
        "--add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "--add-modules jdk.incubator.vector",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Xlog:cds*=off",
    ]
    if jdk.major >= 24:
        lines += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    jars = ":".join(map(str, build.class_path())).replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join([*lines, f'-cp "{jars}"', ""])


def ensure(jdk: Jdk) -> None:
    java = [jdk.java, f"@{paths.INSTALLED_KERNEL / 'java.args'}"]
    key = key_of(key_of_looks([*build.class_path(), jdk.home / "lib" / "modules"]), arguments(jdk), MAIN)
    stamp = Stamp("cds")
    if stamp.holds(key, paths.ARCHIVE):
        return
    with step("Kernel: archive of loaded classes, for a quick start"):
        temporary = paths.ARCHIVE.with_suffix(".part")
        remedy = "The kernel would not start either."
        tools.run("kernel-archive", [*java, f"-XX:ArchiveClassesAtExit={temporary}", MAIN, "--train-cds"], remedy)
        temporary.replace(paths.ARCHIVE)
        tools.run("kernel-archive-check", [*java, f"-XX:SharedArchiveFile={paths.ARCHIVE}", "-Xshare:on",
                                           "-Xlog:cds*=warning:stderr", "-version"], remedy)
        stamp.write(key)
