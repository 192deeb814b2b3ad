"""Interrupts, time limits and restarts."""

import time

import pytest

GRACE = 3.0  # seconds a cell has to end by itself

LOOPS = {
    "tight loop": 'System.out.println("started");\nlong n = 0;\nwhile (true) { n++; }',
    "method": 'long spin(long i) { while (true) { i++; } }\nSystem.out.println("started");\nspin(1)',
    "streams": 'System.out.println("started");\n'
    "while (true) { java.util.stream.IntStream.range(0, 100000).map(i -> i * 2).sum(); }",
    "swallows": 'System.out.println("started");\n'
    "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
}


def interrupted(outcome):
    name = outcome.reply["content"].get("ename")
    return name == outcome.error["ename"] == "EvaluationInterruptedException"


@pytest.mark.parametrize("code", LOOPS.values(), ids=LOOPS)
def test_stops_code_that_ignores_it(kernel, code):
    kernel.ok("long n = 0;")
    request = kernel.begin(code)
    kernel.manager.interrupt_kernel()
    outcome = kernel.outcome(request)
    assert interrupted(outcome)
    assert outcome.seconds < GRACE + 30
    before = kernel.ok("n").result
    assert kernel.ok("Thread.sleep(200);\nn").result == before


def test_ends_a_sleep_at_once(start):
    kernel = start(ALIKE_INTERRUPT_GRACE="3600")  # only the interrupt itself ends it
    request = kernel.begin('System.out.println("started");\nThread.sleep(3_600_000);')
    kernel.manager.interrupt_kernel()
    outcome = kernel.outcome(request)
    assert interrupted(outcome)
    assert "line 2" in outcome.trace
    assert kernel.ok("Thread.sleep(50);\n1 + 1").result == "2"


def test_lets_a_loop_that_looks_end_normally(kernel):
    request = kernel.begin(
        "int train() {\n"
        "  int step = 0;\n"
        '  System.out.println("started");\n'
        "  while (!Thread.currentThread().isInterrupted()) { step++; }\n"
        "  for (long end = System.nanoTime() + 500_000_000L; System.nanoTime() < end; ) { }\n"
        "  return step;\n"
        "}\n"
        "var run = train();"
    )
    kernel.manager.interrupt_kernel()
    outcome = kernel.outcome(request)
    assert outcome.status == "ok", outcome.trace
    assert kernel.ok("run > 0").result == "true"


def test_begins_nothing_that_stands_below_a_stopped_statement(kernel):
    request = kernel.begin(
        'System.out.println("started");\n'
        "while (!Thread.currentThread().isInterrupted()) { }\n"
        "var below = 1;"
    )
    kernel.manager.interrupt_kernel()
    assert kernel.outcome(request).status == "error"
    assert kernel.run("below").status == "error"


def test_stops_at_once_when_asked_twice(start):
    kernel = start(ALIKE_INTERRUPT_GRACE="3600")
    request = kernel.begin(LOOPS["tight loop"])
    kernel.manager.interrupt_kernel()
    kernel.manager.interrupt_kernel()
    outcome = kernel.outcome(request)
    assert interrupted(outcome)


def test_ends_a_value_that_takes_for_ever_to_show(kernel):
    kernel.ok(
        "class Endless { public String toString() {\n"
        '  System.out.println("started"); while (true) { } } }'
    )
    request = kernel.begin("new Endless()")
    kernel.manager.interrupt_kernel()
    assert interrupted(kernel.outcome(request))
    assert kernel.ok("1 + 1").result == "2"


def test_means_nothing_between_cells(kernel):
    kernel.interrupt()
    assert kernel.ok("Thread.sleep(50);\n1 + 1").result == "2"


def test_ends_a_read_and_the_next_read_works(kernel):
    read = "new java.util.Scanner(System.in).nextLine()"
    first = kernel.client.execute(read, allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.manager.interrupt_kernel()
    assert kernel.outcome(first).status == "error"
    second = kernel.client.execute(read, allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.client.input("typed")
    assert kernel.outcome(second).result == "typed"


def test_an_interrupted_cell_takes_the_queue_with_it(kernel):
    for seconds in (0.2, 2, 20):  # the second request has to be in the queue, which nothing shows
        request = kernel.begin('System.out.println("started");\nThread.sleep(3_600_000);')
        queued = kernel.send("1")
        time.sleep(seconds)
        kernel.manager.interrupt_kernel()
        assert interrupted(kernel.outcome(request))
        if (status := kernel.outcome(queued).status) == "aborted":
            break
    assert status == "aborted"


def test_a_time_limit_really_stops(start):
    kernel = start(JJAVA_TIMEOUT="2 seconds", ALIKE_INTERRUPT_GRACE="0.5")
    outcome = kernel.run("long n = 0;\nwhile (true) { n++; }")
    assert outcome.error["ename"] == "EvaluationTimeoutException"
    assert "2 seconds" in outcome.trace
    before = kernel.ok("n").result
    assert int(before) > 0
    assert kernel.ok("Thread.sleep(200);\nn").result == before


def test_a_restart_forgets_everything(start):
    kernel = start()
    kernel.ok("int kept = 1;")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=90)
    assert kernel.run("kept", stop_on_error=False).status == "error"
    assert kernel.ok("1 + 1").result == "2"
