// RUN: npu-opt %s | npu-filecheck %s
// RUN: npu-opt %s --mlir-print-debuginfo | npu-opt | npu-filecheck %s

// What stands behind a list of types that is empty is not one of them.
// CHECK: mem.host "log" because "it is for people" %0 ->  : memref<1x8xf32, "sram"> ->
// CHECK-NEXT: return
func.func @no_results() {
  %0 = mem.buffer : memref<1x8xf32, "sram">
  %t = mem.host "log" because "it is for people" %0 ->  : memref<1x8xf32, "sram"> -> loc("here")
  return
}
