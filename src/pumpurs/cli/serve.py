"""Starts PuMPuRS: database, tables, demonstration country, web server and worker. Ctrl-C stops everything."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType

import django
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from pumpurs.cli.crew import Crew, Stop
from pumpurs.cli.database import PROJECT, var_folder, with_database
from pumpurs.cli.trouble import Trouble

HOST = "127.0.0.1"
START_SECONDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The port to serve on."""
    parser.add_argument("--port", type=_port, default=8000, help="the port on 127.0.0.1 (default 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until asked to stop."""
    _need_free(args.port)
    os.environ.setdefault("PUMPURS_URL", f"http://{HOST}:{args.port}")  # links in mails lead to this server
    stop, crew = Stop(), Crew(var_folder() / "log")
    try:
        with with_database():
            try:
                _serve(args.port, crew)
            finally:
                stop.asked = True  # from here on a second Ctrl-C must not disturb the tidying
                crew.stop()
    except KeyboardInterrupt:
        _say("Stopped.")
    return 0


def _serve(port: int, crew: Crew) -> None:
    owner_url = os.environ["DATABASE_URL"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pumpurs.settings")
    django.setup()
    prepare = import_module("pumpurs.cli.prepare")  # only now: it reads the settings
    _say("Preparing the database …")
    prepare.migrate()
    demo = prepare.demo_country()
    if demo is not None:
        prepare.fill_if_empty(demo)
    prepare.collect_static()
    web_url = prepare.web_url(owner_url, os.environ.get("PUMPURS_WEB_DATABASE_URL"))
    prepare.leave_database()
    _start(crew, port, web_url)
    _wait_until_ready(crew, port)
    _tell(port, demo)
    while (fallen := crew.fallen()) is None:
        time.sleep(0.5)
    raise Trouble(
        f"The {fallen} has ended by itself. Its last words are in {crew.log_of(fallen)}; start again."
    )


def _start(crew: Crew, port: int, web_url: str) -> None:
    source = str(Path(__file__).resolve().parents[2])
    env = {**os.environ, "DATABASE_URL": web_url}
    env.pop("PUMPURS_WEB_DATABASE_URL", None)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))
    granian = ("granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws")
    where = ("--host", HOST, "--port", str(port), "--log-level", "warning", "pumpurs.wsgi:application")
    pooled = {**env, "PUMPURS_POOL": env.get("PUMPURS_POOL", "yes")}
    crew.start("web server", sys.executable, "-m", *granian, *where, env=pooled)
    worker = ("django", "procrastinate", "worker", "--concurrency", "2")
    crew.start("worker", sys.executable, "-m", *worker, env=env)


def _wait_until_ready(crew: Crew, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        fallen = crew.fallen()
        if fallen:
            raise Trouble(f"The {fallen} did not start. Its last words are in {crew.log_of(fallen)}.")
        if _answers(port):
            return
        time.sleep(0.1)
    raise Trouble(f"The web server did not answer within {START_SECONDS} seconds. Is the machine very busy?")


def _answers(port: int) -> bool:
    asked = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        asked.request("GET", "/health/live")
        answer = asked.getresponse()
        return answer.status == 200 and b"pumpurs" in answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as why:
            raise Trouble(
                f"Port {port} is not free ({why.strerror}). Take another: make run ARGS='--port {port + 1}'."
            ) from None


def _tell(port: int, demo: ModuleType | None) -> None:
    console = Console()
    if demo is not None:
        table = Table(title="Demonstration sign-ins (invented people)", title_justify="left", box=SIMPLE_HEAD)
        table.add_column("Role")
        for heading in ("Name", "E-mail", "Password"):
            table.add_column(heading, no_wrap=True)
        for role, name, email, word in demo.SIGN_INS:
            table.add_row(str(role).replace("_", " "), name, email, word)
        console.print(table)
        console.print(f"Mail is not sent but kept: {var_folder() / 'mail'}", highlight=False)
        console.print(f"Read it at http://{HOST}:{port}/demo/mail/", highlight=False)
    console.print(f"PuMPuRS is ready: http://{HOST}:{port}/   Ctrl-C stops it.", highlight=False)
    if not (PROJECT / "locale" / "lv" / "LC_MESSAGES" / "django.mo").exists():
        console.print("The Latvian texts are not compiled: run `make setup`.", highlight=False)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _port(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise argparse.ArgumentTypeError(f"{given!r} is not a port: give a number from 1 to 65535")
    return int(given)
