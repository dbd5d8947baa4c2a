// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case(%arg0: i32) {
  // expected-error @below {{'func.call' op requires attribute 'callee'}}
  %0 = "func.call"(%arg0) : (i32) -> i32
  return
}
