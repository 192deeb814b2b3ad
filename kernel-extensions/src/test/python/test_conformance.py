"""jupyter_kernel_test: what it asks of every kernel."""

import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "alike"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("meant");'
    code_execute_result = [{"code": "1 + 1", "result": "2"}]
    code_display_data = [
        {"code": 'display("<b>b</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("# h", "text/markdown");', "mime": "text/markdown"},
        {"code": 'display("<svg/>", "image/svg+xml");', "mime": "image/svg+xml"},
        {"code": 'display("$x$", "text/latex");', "mime": "text/latex"},
    ]
    completion_samples = [
        {"text": "Syst", "matches": {"System"}},
        {"text": "Math.cb", "matches": {"cbrt("}},
    ]
    complete_code_samples = ["1 + 1", "int x = 4;", "class A { }", "for (int i = 0; i < 3; i++) { }"]
    incomplete_code_samples = ["int f() {", "class A {", "f(1,"]
    invalid_code_samples = ["int 3x = 4;", "foo bar baz )"]
    code_history_pattern = "1?+?1*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "String.valueOf"

    def tearDown(self):
        self.flush_channels()


if __name__ == "__main__":
    unittest.main()
