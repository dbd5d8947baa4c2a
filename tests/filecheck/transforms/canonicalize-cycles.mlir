// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize | npu-filecheck %s
// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize=top-down=false | npu-filecheck %s

// In a graph region an operation may take its own result. It folds to itself, and is its own inner
// operation: neither may go on for ever.
// CHECK-LABEL: "t.graph"
"t.graph"() ({
  %x = builtin.unrealized_conversion_cast %x : i32 to i32
  %y = arith.bitcast %y : i32 to i32
  %c0 = arith.constant 0 : i32
  %w = arith.addi %w, %c0 : i32
  %a = builtin.unrealized_conversion_cast %b : i32 to i32
  %b = builtin.unrealized_conversion_cast %a : i32 to i32
  %r:2 = builtin.unrealized_conversion_cast %r#1, %r#0 : i32, i32 to i32, i32
  %s = arith.addi %c0, %s : i32
  // CHECK: %[[X:.*]] = builtin.unrealized_conversion_cast %[[X]] : i32 to i32
  // CHECK: %[[Y:.*]] = arith.bitcast %[[Y]] : i32 to i32
  // CHECK: %[[W:.*]] = arith.addi %[[W]], %{{.*}} : i32
  // CHECK: %[[A:.*]] = builtin.unrealized_conversion_cast %[[A]] : i32 to i32
  // CHECK: %[[R:.*]]:2 = builtin.unrealized_conversion_cast %[[R]]#1, %[[R]]#0
  // CHECK: %[[S:.*]] = arith.addi %[[S]], %{{.*}} : i32
  "t.use"(%x, %y, %w, %a, %r#0, %s) : (i32, i32, i32, i32, i32, i32) -> ()
}) : () -> ()
