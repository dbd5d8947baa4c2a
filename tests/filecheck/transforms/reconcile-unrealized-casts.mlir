// RUN: npu-opt %s --allow-unregistered-dialect --reconcile-unrealized-casts | npu-filecheck %s --check-prefixes=CHECK,RECONCILED
// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize | npu-filecheck %s --check-prefixes=CHECK,FOLDED

// CHECK-LABEL: func.func @unused
// CHECK-NEXT: return
func.func @unused(%arg0: i32) {
  %0 = builtin.unrealized_conversion_cast %arg0 : i32 to i64
  %1 = builtin.unrealized_conversion_cast %0 : i64 to index
  return
}

// CHECK-LABEL: func.func @there_and_back
// CHECK-NEXT: return %arg0
func.func @there_and_back(%arg0: i32) -> i32 {
  %0 = builtin.unrealized_conversion_cast %arg0 : i32 to i64
  %1 = builtin.unrealized_conversion_cast %0 : i64 to i32
  return %1 : i32
}

// A chain of three is for the pass.
// CHECK-LABEL: func.func @long_way
// RECONCILED-NEXT: return %arg0
// FOLDED-COUNT-3: builtin.unrealized_conversion_cast
func.func @long_way(%arg0: i32) -> i32 {
  %0 = builtin.unrealized_conversion_cast %arg0 : i32 to i64
  %1 = builtin.unrealized_conversion_cast %0 : i64 to index
  %2 = builtin.unrealized_conversion_cast %1 : index to i32
  return %2 : i32
}

// CHECK-LABEL: func.func @several
// CHECK-NEXT: return %arg0, %arg1
func.func @several(%arg0: i32, %arg1: i16) -> (i32, i16) {
  %0 = builtin.unrealized_conversion_cast %arg0, %arg1 : i32, i16 to i64
  %1:2 = builtin.unrealized_conversion_cast %0 : i64 to i32, i16
  return %1#0, %1#1 : i32, i16
}

// Not all of one cast in its order.
// CHECK-LABEL: func.func @swapped
// CHECK: %[[A:.*]]:2 = builtin.unrealized_conversion_cast %arg0 : i64 to i32, i32
// CHECK: %[[B:.*]] = builtin.unrealized_conversion_cast %[[A]]#1, %[[A]]#0 : i32, i32 to i64
// CHECK: return %[[B]]
func.func @swapped(%arg0: i64) -> i64 {
  %0:2 = builtin.unrealized_conversion_cast %arg0 : i64 to i32, i32
  %1 = builtin.unrealized_conversion_cast %0#1, %0#0 : i32, i32 to i64
  return %1 : i64
}

// Values of the same types stand for themselves.
// CHECK-LABEL: func.func @same
// CHECK-NEXT: return %arg0, %arg1
func.func @same(%arg0: i32, %arg1: i16) -> (i32, i16) {
  %0:2 = builtin.unrealized_conversion_cast %arg0, %arg1 : i32, i16 to i32, i16
  return %0#0, %0#1 : i32, i16
}
