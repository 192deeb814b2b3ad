"""Results, output, errors, and the questions that an editor asks."""

import time
from datetime import timedelta

import pytest


def test_shows_the_last_value(kernel):
    assert kernel.ok("int a = 20;\na + 22").result == "42"
    assert kernel.ok('String none = null;\nnone').result is None


def test_lets_go_of_values_that_were_shown(kernel):
    kernel.ok(
        "class Shown {\n"
        "  static java.lang.ref.WeakReference<Object> last;\n"
        "  static Object make() {\n"
        '    var made = new StringBuilder("here");\n'
        "    last = new java.lang.ref.WeakReference<>(made);\n"
        "    return made;\n"
        "  }\n"
        "}"
    )
    assert kernel.ok("Shown.make()").result == "here"
    assert kernel.ok("System.gc();\nShown.last.get() == null").result == "true"
    completed = kernel.reply(kernel.client.complete("$", 1))["content"]
    assert completed["matches"] == []  # JShell's $1, $2, … would slow every cell


def test_compiles_against_the_vector_module(kernel):
    code = "jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length()"
    assert int(kernel.ok(code).result) >= 2


def test_display_comes_out_once_and_its_id_not_at_all(kernel):
    outcome = kernel.ok('display("shown")')
    assert [c["data"]["text/plain"] for c in outcome.contents("display_data")] == ["shown"]
    assert outcome.result is None


def test_updates_a_display_in_place(kernel):
    outcome = kernel.ok('var id = display("before");\nupdateDisplay(id, "after");')
    shown, = outcome.contents("display_data")
    updated, = outcome.contents("update_display_data")
    assert updated["data"]["text/plain"] == "after"
    assert updated["transient"]["display_id"] == shown["transient"]["display_id"]


def test_output_and_displays_keep_their_order(kernel):
    outcome = kernel.ok('System.out.print("1"); display("2"); System.err.print("3"); System.out.print("4");')
    order = [
        c.get("text") or c["data"]["text/plain"]
        for m in outcome.messages
        if m["msg_type"] in ("stream", "display_data")
        for c in [m["content"]]
    ]
    assert order == ["1", "2", "3", "4"]


def test_many_lines_are_few_messages(kernel):
    outcome = kernel.ok("for (int i = 0; i < 20000; i++) System.out.println(i);")
    assert outcome.text().split() == [str(i) for i in range(20000)]
    assert len(outcome.contents("stream")) < 100


def test_characters_are_never_cut(kernel):
    outcome = kernel.ok(
        "byte[] euro = \"€\".getBytes(\"UTF-8\");\n"
        "for (byte b : euro) { System.out.write(b); System.out.flush(); Thread.sleep(120); }\n"
        'for (int i = 0; i < 30000; i++) System.out.print("€😀");'
    )
    assert outcome.text() == "€" + "€😀" * 30000


def test_late_output_goes_to_the_cell_that_started_it(kernel):
    first = kernel.send(
        "var go = new java.util.concurrent.CountDownLatch(1);\n"
        "new Thread(() -> { try { go.await(); } catch (InterruptedException e) { }\n"
        '  System.out.println("late line"); display("late value"); }).start();'
    )
    kernel.outcome(first)
    second = kernel.send('System.out.println("second"); go.countDown(); Thread.sleep(300);')
    seen = kernel.until(lambda m: m["content"].get("data", {}).get("text/plain") == "late value")
    assert seen[-1]["parent_header"]["msg_id"] == first
    late = [m for m in seen if "late line" in m["content"].get("text", "")]
    assert [m["parent_header"]["msg_id"] for m in late] == [first]
    kernel.outcome(second)


def test_input_is_asked_for(kernel):
    request = kernel.client.execute("new java.util.Scanner(System.in).nextLine()", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.client.input("typed")
    assert kernel.outcome(request).result == "typed"


def test_names_the_exception_and_where_it_was_thrown(kernel):
    outcome = kernel.run(
        "int half(int n) {\n"
        '  if (n % 2 > 0) throw new IllegalArgumentException("odd: " + n, new java.io.IOException("disk"));\n'
        "  return n / 2;\n"
        "}\n"
        "half(3)"
    )
    assert outcome.error["ename"] == "java.lang.IllegalArgumentException"
    assert outcome.error["evalue"] == "odd: 3"
    cell = outcome.reply["content"]["execution_count"]
    assert f"half (cell {cell}, line 2)" in outcome.trace
    assert f"cell {cell}, line 5" in outcome.trace
    assert "Caused by: java.io.IOException: disk" in outcome.trace
    for hidden in ("REPL.", "jdk.internal", "dflib", "alike.kernel", "do_it"):
        assert hidden not in outcome.trace


def test_names_an_exception_of_the_notebook_plainly(kernel):
    outcome = kernel.run(
        "class TooCold extends RuntimeException { }\nthrow new TooCold();"
    )
    assert outcome.error["ename"] == "TooCold"


def test_says_what_the_compiler_says(kernel):
    outcome = kernel.run('int fine = 1;\n\nint bad = "text";')
    assert outcome.error["ename"] == "CompilationException"
    assert "String cannot be converted to int" in outcome.error["evalue"]
    assert "line 3" in outcome.trace
    assert "^^^^^^" in outcome.trace


def test_an_error_in_a_magic_is_that_of_its_code(kernel):
    outcome = kernel.run('%%time\nint before = 3;\nthrow new IllegalStateException("inside");')
    assert outcome.error["ename"] == "java.lang.IllegalStateException"
    assert outcome.error["evalue"] == "inside"
    assert "line 3" in outcome.trace


SURVIVED = {
    "toString overflows": "class Loop { public String toString() { return toString(); } }\nnew Loop()",
    "toString asserts": 'class No { public String toString() { throw new AssertionError("no"); } }\nnew No()',
    "display of such": "display(new Loop())",
}


@pytest.mark.parametrize("code", SURVIVED.values(), ids=SURVIVED)
def test_shows_text_when_a_value_cannot_say_what_it_is(kernel, code):
    outcome = kernel.ok(code)
    shown = outcome.contents("execute_result") + outcome.contents("display_data")
    assert "toString failed" in shown[0]["data"]["text/plain"]


@pytest.mark.parametrize("thrown", ["new IllegalStateException()", "new NoClassDefFoundError()"])
def test_shows_text_when_a_renderer_throws(kernel, thrown):
    outcome = kernel.ok(
        "class Fragile { public String toString() { return \"as text\"; } }\n"
        "kernel().getRenderer().createRegistration(Fragile.class)\n"
        "    .preferring(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML)\n"
        f"    .register((f, context) -> {{ throw {thrown}; }});\n"
        "new Fragile()"
    )
    assert outcome.result == "as text"
    assert "its renderer threw" in outcome.text("stderr")


FATAL = {
    "stack overflow": "int deep(int i) { return deep(i + 1) + 1; }\ndeep(0)",
    "out of memory": "new long[Integer.MAX_VALUE]",
    "assertion": 'throw new AssertionError("no");',
    "compiler overflow": "int nested = " + "(" * 500000 + "1" + ")" * 500000 + ";",
    "exception without words": "class Dumb extends Error { public String getMessage() { throw this; } }\nthrow new Dumb();",
}


@pytest.mark.parametrize("code", FATAL.values(), ids=FATAL)
def test_errors_do_not_end_the_kernel(kernel, code):
    assert kernel.run(code).status == "error"
    assert kernel.ok("1 + 1").result == "2"


def test_a_long_expression_compiles(kernel):
    code = "String terms = " + "+".join(['"a"'] * 6000) + ";\nterms.length()"
    assert kernel.ok(code).result == "6000"


def test_a_failed_cell_takes_the_queue_with_it(kernel):
    for millis in (300, 3000, 30000):  # until then the queue has to be full, which nothing shows
        failing = kernel.send(f'Thread.sleep({millis});\nthrow new IllegalStateException("first");')
        queued = [kernel.send(f"boolean ran{millis} = true;"), kernel.send(f"ran{millis}")]
        assert kernel.outcome(failing).status == "error"
        statuses = [kernel.outcome(request).status for request in queued]
        if statuses == ["aborted", "aborted"]:
            break
    assert statuses == ["aborted", "aborted"]
    assert kernel.run(f"ran{millis}", stop_on_error=False).status == "error"
    assert kernel.ok("1 + 1").result == "2"


def test_the_queue_goes_on_when_asked_to(kernel):
    failing = kernel.send("throw new IllegalStateException();", stop_on_error=False)
    following = kernel.send("2 + 2")
    assert kernel.outcome(failing).status == "error"
    assert kernel.outcome(following).result == "4"


def test_silent_cells_leave_no_trace(kernel):
    before = kernel.ok("0").reply["content"]["execution_count"]
    outcome = kernel.ok("int hidden = 5;\nhidden", silent=True)
    assert outcome.result is None and outcome.contents("execute_input") == []
    kept = kernel.ok("hidden", store_history=False)
    assert kept.result == "5"
    assert kernel.ok("hidden").reply["content"]["execution_count"] == before + 1


def test_evaluates_the_expressions_asked_for(kernel):
    outcome = kernel.ok("int seen = 3;", user_expressions={"good": "seen + 1", "bad": "nowhere"})
    values = outcome.reply["content"]["user_expressions"]
    assert values["good"]["status"] == "ok"
    assert values["good"]["data"]["text/plain"] == "4"
    assert values["bad"]["status"] == "error"


def test_remembers_the_cells(kernel):
    count = kernel.ok("// to remember\n11").reply["content"]["execution_count"]
    client = kernel.client
    tail = kernel.reply(client.history(hist_access_type="tail", n=1))
    assert tail["content"]["history"] == [[1, count, "// to remember\n11"]]
    found = kernel.reply(client.history(hist_access_type="search", pattern="*remember*", n=5))
    assert found["content"]["history"] == tail["content"]["history"]
    span = kernel.reply(
        client.history(hist_access_type="range", session=0, start=count, stop=count + 1, output=True)
    )
    assert span["content"]["history"] == [[1, count, ["// to remember\n11", None]]]


@pytest.mark.parametrize(
    "code, at", [("String.valueOf", 14), ("String.valueOf", 9), ("Math.abs(1)", 7), ("String", 6)]
)
def test_finds_documentation_where_the_cursor_is(kernel, code, at):
    content = kernel.reply(kernel.client.inspect(code, at))["content"]
    assert content["found"]
    assert code.split(".")[0] in content["data"]["text/plain"]


@pytest.mark.parametrize(
    "code, status",
    [
        ("int x = 4;", "complete"),
        ("1 + 1", "complete"),
        ("", "complete"),
        ("%time 1 + 1", "complete"),
        ("int f() {", "incomplete"),
        ("int 3x = 4;", "invalid"),
        ("class { }", "invalid"),
        ("foo bar baz )", "invalid"),
    ],
)
def test_knows_complete_code(kernel, code, status):
    assert kernel.reply(kernel.client.is_complete(code))["content"]["status"] == status


def test_says_what_it_is(kernel):
    content = kernel.reply(kernel.client.kernel_info())["content"]
    assert content["status"] == "ok"
    assert content["implementation"] == "Alike"
    assert content["language_info"]["name"] == "java"


def test_dates_messages_precisely(kernel):
    outcome = kernel.ok("Thread.sleep(1200);")
    busy, *_, done = outcome.messages
    assert done["header"]["date"] - busy["header"]["date"] > timedelta(seconds=1)
    assert outcome.reply["header"]["date"].microsecond or busy["header"]["date"].microsecond


def test_an_empty_cell_does_not_wait(kernel):
    seconds = [1.0]
    while min(seconds) >= 0.03 and len(seconds) < 300:  # 50 ms of poll are in each, a busy machine is not
        start = time.monotonic()
        kernel.reply(kernel.send(""))
        seconds.append(time.monotonic() - start)
    assert min(seconds) < 0.03
