"""environment/test tells at its end which Java tests failed."""

from place import paths, suite

REPORT = """<testsuite>
  <testcase classname="alike.loss.NtXentTest" name="good"/>
  <testcase classname="alike.loss.NtXentTest" name="bad"><failure message="no"/></testcase>
  <testcase classname="alike.loss.SupConTest" name="broken"><error message="no"/></testcase>
  <testcase classname="alike.loss.SupConTest" name="left"><skipped/></testcase>
</testsuite>"""


def test_failed_java_tests_are_named_from_every_modules_reports(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    reports = tmp_path / "toolkit" / "target" / "surefire-reports"
    reports.mkdir(parents=True)
    (reports / "TEST-alike.loss.xml").write_text(REPORT)

    assert suite._failed_java_tests() == ["alike.loss.NtXentTest.bad", "alike.loss.SupConTest.broken"]
