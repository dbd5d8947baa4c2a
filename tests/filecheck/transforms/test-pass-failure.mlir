// RUN: not npu-opt %s --pass-pipeline='builtin.module(func.func(test-pass-failure))' --mlir-print-ir-after-failure 2>&1 | npu-filecheck %s

// CHECK: IR Dump After (anonymous namespace)::TestFailurePass Failed (test-pass-failure)
// CHECK-NEXT: func.func @f() {
func.func @f() {
  return
}
