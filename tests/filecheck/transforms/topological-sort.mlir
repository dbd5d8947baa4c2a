// RUN: npu-opt %s --allow-unregistered-dialect --topological-sort | npu-filecheck %s

// Users stand behind producers where order means nothing: directly in a module, wherever that is.
// CHECK-LABEL: module {
// CHECK-NEXT: %[[A:.*]] = "t.make"
"t.use"(%0) : (i32) -> ()
%0 = "t.make"() : () -> i32

// Of an operation that no dialect declares nobody knows what its order means.
// CHECK-NEXT: "t.region"() ({
// CHECK-NEXT: "t.use"(%[[B:.*]]) : (i32)
// CHECK-NEXT: %[[B]] = "t.make"
// CHECK-NEXT: builtin.module {
// CHECK-NEXT: %[[C:.*]] = "t.make"
// CHECK-NEXT: "t.use"(%[[C]])
"t.region"() ({
  "t.use"(%1) : (i32) -> ()
  %1 = "t.make"() : () -> i32
  module {
    "t.use"(%2) : (i32) -> ()
    %2 = "t.make"() : () -> i32
  }
}) : () -> ()
// CHECK: "t.use"(%[[A]])
