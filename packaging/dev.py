#!/usr/bin/env python3
"""The one door through which OMO POS is run and tested, from a bare clone with a bare Python.

Standard library only. The first start makes ``.venv`` from ``requirements.lock`` and, on Debian and Ubuntu, installs
the system packages that are missing; a later start with nothing to do goes straight on. What this file itself has to
say goes to standard error, so that the output of ``omo-pos`` stays clean. The exit status is that of the command.

The syntax is kept to Python 3.6, so that an older Python can still read this file and look for a newer one.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MINIMUM = (3, 11)
USAGE, NOT_READY, INTERRUPTED = 2, 69, 130  # exit statuses of this file's own; every other one is the command's


def say(sentence: str) -> None:
    """Tell the person, on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def newer_python() -> str:
    """Find a Python on PATH that is new enough; an empty string when there is none."""
    question = f"import sys; print(sys.executable if sys.version_info >= {MINIMUM} else '')"
    names = ["python3.13", "python3.12", "python3.11", "python3.14", "python3", "python"]
    for words in [[name] for name in names] + [["py", "-3"]]:
        if shutil.which(words[0]):
            command = [*words, "-c", question]
            answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
            if answer.returncode == 0 and answer.stdout.strip():
                return answer.stdout.decode().strip()
    return ""


if sys.version_info < MINIMUM:
    NEWER = newer_python()
    if not NEWER:
        say(
            "OMO POS needs Python 3.11 or newer, and there is none on PATH "
            f"(this is {platform.python_version()}): please install one."
        )
        sys.exit(NOT_READY)
    sys.exit(subprocess.call([NEWER, *sys.argv]))

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKED = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "stamp.json"
HELD: list[int] = []  # the lock's descriptor, while this start holds it
ONLY_ONE = ROOT / ".venv.lock"  # beside .venv, because .venv itself is removed and made again
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACKAGES = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # not .venv's own, which may be remade

# Debian's names. What Qt's xcb and EGL plugins link to was read off the wheels; zbar reads barcodes from pictures.
# fmt: off
RUN_PACKAGES = [
    "libzbar0", "libegl1", "libgl1", "libfontconfig1", "libfreetype6", "libglib2.0-0", "libdbus-1-3",
    "libgssapi-krb5-2", "libx11-6", "libx11-xcb1", "libxkbcommon0", "libxkbcommon-x11-0", "libxcb1",
    "libxcb-cursor0", "libxcb-glx0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1",
    "libxcb-xfixes0", "libxcb-xkb1", "fonts-noto-cjk",
]
# fmt: on
# A screen that is not there, hands for its window, a window manager, a session bus and a Chinese input method, which
# eats a scanner's keys unless it is kept from them; what records writes for the power-cut test; and a browser with
# hands for it, which looks at the customer page.
TEST_PACKAGES = ["xvfb", "xdotool", "openbox", "dbus", "ibus", "ibus-chewing", "strace"]
TEST_PACKAGES += ["chromium", "chromium-driver"]

LINT = {
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise"],
    "ruff check": ["-m", "ruff", "check", "--quiet", "--output-format", "concise"],
    # A text file's encoding is always said: what a machine takes otherwise differs. Its rule is still a preview.
    "ruff encoding": ["-m", "ruff", "check", "--quiet", "--preview", "--select", "PLW1514"],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"],
}


class NotReadyError(Exception):
    """The environment cannot be made; the message is the one clear sentence."""


def child_environment() -> dict[str, str]:
    """Return the caller's environment without what would change how a Python child behaves.

    Settings of pip are the person's own and stay.
    """
    kept = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
    drop = {"VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    clean = {
        name: value
        for name, value in os.environ.items()
        if name in kept or not (name.startswith("PYTHON") or name in drop)
    }
    clean.update(PYTHONUTF8="1", PYTHONNOUSERSITE="1", VIRTUAL_ENV=str(VENV))
    clean["PATH"] = os.pathsep.join([str(PYTHON.parent), clean.get("PATH", os.defpath)])
    return clean


def run(command: list[str], failure: str) -> None:
    """Run a quiet command of the preparation; when it fails, show what it said and raise ``NotReadyError``."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=HELD,  # so that a pip that outlives a killed start still keeps the next one waiting
        check=False,
    )
    if done.returncode:
        say(done.stdout.decode(errors="replace").strip())
        raise NotReadyError(failure)


def hand_over(arguments: list[str], cwd: Path | None = None, **environment: str) -> int:
    """Become ``python ARGUMENTS`` of .venv, so that signals and the exit status are the command's own."""
    command = [str(PYTHON), *arguments]
    env = {**child_environment(), **environment}
    if os.name != "nt":
        if cwd:
            os.chdir(cwd)
        os.execve(command[0], command, env)  # noqa: S606 - no shell is wanted
    with subprocess.Popen(command, cwd=cwd, env=env) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the child got it too, and is tidying up
                return child.wait()


# --- system packages ---------------------------------------------------------------------------------------------


def missing_packages(wanted: list[str]) -> list[str]:
    """Return which of Debian's packages are not installed; nothing on other systems."""
    if not wanted or not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return []
    # Since the change of time_t some libraries carry a suffix on newer releases, and provide the old name.
    names = [name + suffix for name in wanted for suffix in ("", "t64")]
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names], capture_output=True, check=False
    )
    there = {line.split()[0] for line in answer.stdout.decode().splitlines() if line.endswith(" installed")}
    return [name for name in wanted if not {name, name + "t64"} & there]


def apt_command() -> list[str]:
    """Return how apt-get is called with rights here; an empty list when we have none."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo"):
        try_it = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if try_it.returncode == 0:
            return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return []


def ensure_packages(wanted: list[str]) -> list[str]:
    """Install what is missing, or say the one line that does; return what is still missing."""
    missing = missing_packages(wanted)
    if not missing:
        return []
    with only_one():  # a second start at the same time waits here, and then finds them installed
        missing = missing_packages(wanted)
        apt = apt_command() if missing else []
        if apt:
            say(f"Installing system packages (once): {' '.join(missing)}")
            waiting = ["-qq", "-o", "DPkg::Lock::Timeout=600"]
            install = [*apt, *waiting, "install", "-y", "--no-install-recommends", *missing]
            for step in ([*apt, *waiting, "update"], install):
                # One of several sources may be out of reach while the packages still come from another.
                with contextlib.suppress(NotReadyError):
                    run(step, "")
            missing = missing_packages(missing)
    if missing:
        say(f"System packages are missing: sudo apt-get update && sudo apt-get install {' '.join(missing)}")
    return missing


# --- .venv -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock of this checkout; the system frees it when its holders die, however that happens."""
    with open(ONLY_ONE, "a+b") as handle:  # noqa: PTH123
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there on Windows

            while True:
                try:
                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(handle, fcntl.LOCK_EX)
            HELD.append(handle.fileno())
        try:
            yield
        finally:
            HELD.clear()


def wanted_stamp() -> dict[str, str]:
    """Return what .venv depends on: if ``locked`` differs all is made again, if ``project`` our own entry."""
    place = f"{ROOT}|{platform.python_implementation()}|{sys.version_info[:2]}|{platform.machine()}"
    return {
        "locked": hashlib.sha256(LOCKED.read_bytes() + place.encode()).hexdigest(),
        "project": hashlib.sha256(PROJECT.read_bytes()).hexdigest(),
    }


def read_stamp() -> dict[str, object]:
    """Return what the present .venv was made from; an empty dict when it is unfinished or damaged."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        whole = set(stamp["packages"]) <= set(os.listdir(PACKAGES))  # noqa: PTH208
        starts = subprocess.call([str(PYTHON), "-I", "-S", "-c", ""], stderr=subprocess.DEVNULL) == 0
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return stamp if whole and starts else {}


def is_fresh() -> bool:
    """Say whether .venv is whole and made from the present files."""
    stamp = read_stamp()
    return all(stamp.get(name) == value for name, value in wanted_stamp().items())


def ensure_venv() -> None:
    """Make .venv from the lock unless it is there, whole and up to date."""
    if is_fresh():
        return
    if not importlib.util.find_spec("ensurepip"):  # Debian splits it off Python; a Python from elsewhere has it
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if ensure_packages([name]):
            raise NotReadyError(f"This Python cannot make .venv without {name}.")
    with only_one():
        if is_fresh():  # another start made it while this one waited
            return
        wanted = wanted_stamp()
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        began = time.monotonic()
        if read_stamp().get("locked") == wanted["locked"]:
            say("pyproject.toml has changed: installing the project's own entry again ...")
        else:
            say("Making .venv from requirements.lock (once, about a minute) ...")
            make_venv()
            failure = "The locked packages could not be installed (see above); run the same command again to go on."
            run([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCKED)], failure)
        write_stamp({"locked": wanted["locked"]})
        entry = [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        run(entry, "The project itself could not be installed into .venv (see above).")
        write_stamp(wanted)
        say(f"Ready after {time.monotonic() - began:.0f} s.")


def make_venv() -> None:
    """Make an empty .venv in the place of whatever was there."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    run([BASE_PYTHON, "-m", "venv", str(VENV)], "Python could not make .venv (see above).")


def write_stamp(wanted: dict[str, str]) -> None:
    """Write the stamp last and in one piece: an interrupted making leaves none, and is begun again."""
    whole = {**wanted, "packages": sorted(os.listdir(PACKAGES))}  # noqa: PTH208
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(whole), encoding="utf-8")
    draft.replace(STAMP)


# --- the verbs ---------------------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Run the demo shop."""
    return app(["demo", *arguments])


def app(arguments: list[str]) -> int:
    """Run ``omo-pos ARGS...`` from the source tree, in the caller's own directory."""
    ensure_packages(RUN_PACKAGES)
    ensure_venv()
    return hand_over(["-P", "-m", "app", *arguments])


def test(arguments: list[str]) -> int:
    """Run lint and all tests, in random order on two cores; ARGS go to pytest."""
    return pytest(["-n", "2", "--dist", "worksteal", *arguments])


def bench(arguments: list[str]) -> int:
    """Run the long versions and the measurements, one after the other; ARGS go to pytest."""
    alone = ["-m", "bench", "-s", "-p", "no:randomly", "--timeout", "7200", "--hypothesis-profile", "bench"]
    return pytest([*alone, *arguments])


def pytest(arguments: list[str]) -> int:
    """Run pytest in the checkout; a missing system package is a failure there, not a silently skipped test."""
    missing = ensure_packages(RUN_PACKAGES + TEST_PACKAGES)
    ensure_venv()
    return hand_over(["-m", "pytest", *arguments], cwd=ROOT, OMO_DEV_MISSING=" ".join(missing))


def lint(arguments: list[str]) -> int:
    """Check format, lint, types and layers; ``--fix`` mends first what ruff can mend."""
    ensure_venv()
    if "--fix" in arguments:
        for step in (["check", "--fix-only"], ["format"]):
            subprocess.call([str(PYTHON), "-m", "ruff", *step, "--quiet"], cwd=ROOT, env=child_environment())
    red = [
        name
        for name, step in LINT.items()
        if subprocess.call([str(PYTHON), *step], cwd=ROOT, env=child_environment())
    ]
    print(f"lint: {', '.join(red)} failed" if red else f"lint: {', '.join(LINT)} passed")
    return 1 if red else 0


def screenshots(arguments: list[str]) -> int:
    """Take pictures of every screen in both languages, light and dark, at three sizes; ARGS name screens."""
    ensure_packages(RUN_PACKAGES + TEST_PACKAGES)
    ensure_venv()
    return hand_over(["-m", "tests.shots", *arguments], cwd=ROOT, QT_QPA_PLATFORM="offscreen")


def strings(arguments: list[str]) -> int:
    """Gather the window's strings and make their English ready for Qt; ARGS are tables of translations."""
    ensure_venv()
    return hand_over([str(ROOT / "packaging" / "strings.py"), *arguments])


def lock(arguments: list[str]) -> int:
    """Make requirements.lock again from pyproject.toml; ``--upgrade`` takes the newest versions."""
    with tempfile.TemporaryDirectory() as place:
        run([BASE_PYTHON, "-m", "venv", place], "Python could not make a throw-away environment (see above).")
        python = Path(place) / PYTHON.relative_to(VENV)
        run([str(python), "-m", "pip", "install", "--quiet", "uv==0.13.9"], "uv could not be installed (see above).")
        compiler = [str(python), "-m", "uv", "pip", "compile", "--quiet", "--group", "dev", "--universal"]
        lowest = ["--python-version", ".".join(map(str, MINIMUM))]  # whichever Python makes it, the lock is the same
        plain = ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
        target = ["--output-file", LOCKED.name, PROJECT.name]
        run([*compiler, *lowest, *plain, *arguments, *target], "The lock could not be made (see above).")
    return 0


VERBS = {verb.__name__: verb for verb in (demo, test, app, lint, bench, screenshots, strings, lock)}


def main(arguments: list[str]) -> int:
    """Run one verb and return its exit status."""
    verb = VERBS.get(arguments[0]) if arguments else None
    if verb is None:
        asked = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        lines = [f"  {name:<12} {(known.__doc__ or '').splitlines()[0]}" for name, known in VERBS.items()]
        print(
            "\n".join(["usage: python3 packaging/dev.py VERB [ARGS...]", *lines]),
            file=sys.stdout if asked else sys.stderr,
        )
        return 0 if asked else USAGE
    try:
        return verb(arguments[1:])
    except NotReadyError as error:
        say(str(error))
        return NOT_READY
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
