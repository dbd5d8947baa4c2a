// RUN: npu-opt %s --allow-unregistered-dialect --reconcile-unrealized-casts | npu-filecheck %s
// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize | npu-filecheck %s

// In a graph region a cast may be its own beginning: that is left as it is.
// CHECK: %[[A:.*]] = unrealized_conversion_cast %[[B:.*]] : i32 to i64
// CHECK: %[[B]] = unrealized_conversion_cast %[[A]] : i64 to i32
%0 = builtin.unrealized_conversion_cast %1 : i32 to i64
%1 = builtin.unrealized_conversion_cast %0 : i64 to i32
"t.use"(%1) : (i32) -> ()
// CHECK: unrealized_conversion_cast %{{.*}} : i8 to i8
%2 = builtin.unrealized_conversion_cast %2 : i8 to i8
"t.use"(%2) : (i8) -> ()
