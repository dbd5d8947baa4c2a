// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s

func.func private @callee(i32) -> (i32, f32)

// CHECK-LABEL: func.func @calls(
// CHECK-NEXT: %0:2 = call_indirect %arg1(%arg0) : (i32) -> (i32, f32)
// CHECK-NEXT: %f = constant @callee : (i32) -> (i32, f32)
// CHECK-NEXT: %1:2 = call_indirect %f(%arg0) {note} : (i32) -> (i32, f32)
// CHECK-NEXT: %2:2 = call @callee(%arg0) : (i32) -> (i32, f32)
// CHECK-NEXT: return %0#0 : i32
func.func @calls(%a: i32, %fn: (i32) -> (i32, f32)) -> i32 {
  %0:2 = call_indirect %fn(%a) : (i32) -> (i32, f32)
  %c = constant @callee : (i32) -> (i32, f32)
  %1:2 = call_indirect %c(%a) {note} : (i32) -> (i32, f32)
  %2:2 = call @callee(%a) : (i32) -> (i32, f32)
  return %0#0 : i32
}
