"""The picture browser is renewed when it dies or hangs, turns away what it cannot serve, and ends at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from dashboard.render.browser import Desk, NoBrowserError, PictureBrowser, RenderError, find_browser

LONG = 60


def ask(desk: Desk) -> int:
    return desk.page().evaluate("() => 6 * 7")


def pids_of(browser: PictureBrowser) -> list[int]:
    """Return the processes of a running browser, itself first."""
    return [process.pid for process in browser._desk.find_processes()]


def test_without_a_browser_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match=r"apt-get install chromium.*set BROWSER_PATH") as caught:
        PictureBrowser().do(ask)
    assert "/nowhere" not in str(caught.value)


def test_the_named_browser_comes_first(monkeypatch, tmp_path):
    program = tmp_path / "my-chrome"
    program.touch(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(program))
    assert find_browser() == str(program)


def test_a_failed_start_names_no_path_of_the_server(monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(program))
    with pytest.raises(RenderError, match="is installed and did not start") as caught:
        PictureBrowser().do(ask)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.browser
def test_a_killed_browser_is_renewed(own_browser):
    assert own_browser.do(ask) == 42
    before = pids_of(own_browser)[0]
    os.kill(before, signal.SIGKILL)
    assert own_browser.do(ask) == 42
    assert pids_of(own_browser)[0] != before


@pytest.mark.browser
def test_a_browser_killed_while_it_draws_draws_again(own_browser):
    own_browser.do(ask)
    killed: list[int] = []

    def work(desk: Desk) -> int:
        if not killed:
            killed.append(pids_of(own_browser)[0])
            os.kill(killed[0], signal.SIGKILL)
        return ask(desk)

    assert own_browser.do(work) == 42 and killed


@pytest.mark.browser
def test_a_page_that_crashes_is_renewed(own_browser):
    crashed: list[bool] = []

    def work(desk: Desk) -> int:
        if not crashed:
            crashed.append(True)
            renderers = [pid for pid in pids_of(own_browser) if "--type=renderer" in psutil.Process(pid).cmdline()]
            for pid in renderers:
                os.kill(pid, signal.SIGKILL)
        return ask(desk)

    assert own_browser.do(work) == 42


@pytest.mark.browser
def test_a_hung_page_is_given_up_and_the_next_picture_drawn(chromium):
    browser = PictureBrowser(seconds=3)
    try:
        with pytest.raises(RenderError, match="over 3 seconds and was given up"):
            browser.do(lambda desk: desk.page().evaluate("() => { for (;;); }"))
        assert browser.do(ask, pictures=LONG) == 42
    finally:
        browser.close()


@pytest.mark.browser
def test_who_waits_too_long_is_turned_away(own_browser):
    going, let_go = threading.Event(), threading.Event()

    def wait(desk: Desk) -> int:
        going.set()
        let_go.wait(LONG)
        return ask(desk)

    answers: list[int] = []
    caller = threading.Thread(target=lambda: answers.append(own_browser.do(wait)))
    caller.start()
    assert going.wait(LONG)
    with pytest.raises(RenderError, match="try again in a minute"):
        own_browser.do(ask)
    let_go.set()
    caller.join(LONG)
    assert answers == [42]


@pytest.mark.browser
def test_many_threads_each_get_their_own_answer(drawing):
    answers: dict[int, int] = {}

    def ask_for(number: int) -> None:
        answers[number] = drawing.do(lambda desk: desk.page().evaluate("number => number", number))

    threads = [threading.Thread(target=ask_for, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert answers == {number: number for number in range(12)}


@pytest.mark.browser
def test_closing_a_hung_browser_leaves_no_process(chromium):
    browser = PictureBrowser(seconds=LONG)
    browser.do(ask)
    processes = [psutil.Process(pid) for pid in pids_of(browser)]
    hung = threading.Event()

    def hang(desk: Desk) -> None:
        hung.set()
        desk.page().evaluate("() => { for (;;); }")

    errors: list[BaseException] = []

    def call() -> None:
        try:
            browser.do(hang)
        except Exception as error:
            errors.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    assert hung.wait(LONG)
    browser.close()
    _, alive = psutil.wait_procs(processes, LONG)
    assert not alive
    caller.join(LONG)
    assert [str(error) for error in errors] == ["The picture browser was closed while it drew."]


@pytest.mark.browser
@pytest.mark.parametrize("end", ["pass", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_browser_ends_with_the_program_even_if_that_is_killed(chromium, end):
    program = (
        "from dashboard.render.browser import BROWSER\n"
        "BROWSER.do(lambda desk: desk.page().title())\n"
        f"print(*(one.pid for one in BROWSER._desk.find_processes()), flush=True)\n{end}"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=LONG, check=False)
    pids = [int(pid) for pid in ended.stdout.split()]
    assert pids and not ended.stderr, ended.stderr
    _, alive = psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], LONG)
    assert not alive
