"""A training in a cell: shown while it goes on, stopped within a step, the run so far in the next cell."""

FIT = """
var data = FashionMnist.mini();
var run = Pretrain.with(SimClr.loss(NtXent.temperature(0.2)))
    .encoder(ConvNet.widths(8, 8, 8))
    .epochs(1000).batch(64).seed(3)
    .fit(data.train());
"""


def panels(messages):
    return [m for m in messages if m["msg_type"] in ("display_data", "update_display_data")]


def test_shows_itself_in_place_stops_at_an_interrupt_and_keeps_the_run(kernel):
    request = kernel.send(FIT)
    seen = kernel.until(lambda m: m["msg_type"] == "update_display_data")
    kernel.manager.interrupt_kernel()
    outcome = kernel.outcome(request)

    assert outcome.status == "ok", outcome.trace
    shown = panels(seen + outcome.messages)
    assert [m["msg_type"] for m in shown].count("display_data") == 1
    assert len({m["content"]["transient"]["display_id"] for m in shown}) == 1
    assert "interrupted" in shown[-1]["content"]["data"]["text/plain"]
    assert "text/html" in shown[-1]["content"]["data"]

    steps = int(kernel.ok("run.progress().step()").result)
    assert steps > 0
    assert kernel.ok("run.series().series(\"loss\").size()").result == str(steps)
    assert kernel.ok("run.encoder().embed(data.test().first(5)).size()").result == "5"
    assert "interrupted" in kernel.ok("run").result


def test_a_restart_forgets_everything(start):
    kernel = start()
    kernel.ok("var kept = 1;")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=90)

    assert kernel.run("kept").status == "error"
    assert kernel.ok("FashionMnist.mini().test().size()").result == "1000"
