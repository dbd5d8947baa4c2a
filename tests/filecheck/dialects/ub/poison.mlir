// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s

// CHECK-LABEL: func.func @example(
// CHECK-NEXT: %0 = ub.poison : i32
// CHECK-NEXT: %1 = ub.poison {note} : vector<4xf32>
// CHECK-NEXT: %2 = ub.poison : index
// CHECK-NEXT: return
func.func @example() {
  %0 = ub.poison : i32
  %1 = ub.poison {note} : vector<4xf32>
  %2 = "ub.poison"() : () -> index
  return
}
