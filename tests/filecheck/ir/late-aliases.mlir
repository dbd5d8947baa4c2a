// RUN: npu-opt %s --allow-unregistered-dialect --mlir-print-debuginfo | npu-filecheck %s
// RUN: npu-opt %s --allow-unregistered-dialect --mlir-print-debuginfo --mlir-print-op-generic | npu-filecheck %s

// An alias of a location may be defined behind its use, also for an argument of a block.
// CHECK: ^bb0(%arg0: i32 loc("here"), %arg1: i32 loc("late":3:4)):
"t.r"() ({
^bb0(%a: i32 loc("here"), %b: i32 loc(#late)):
  "t.use"(%a, %b) : (i32, i32) -> ()
}) : () -> () loc(#late)

// A splat needs one element, whatever its shape.
// CHECK: dense<1> : tensor<1024x1024x1024x1024xi32>
"t.splat"() {a = dense<1> : tensor<1024x1024x1024x1024xi32>} : () -> ()

#late = loc("late":3:4)
