// RUN: npu-opt %s --allow-unregistered-dialect | npu-filecheck %s
// RUN: npu-opt %s --allow-unregistered-dialect --mlir-print-op-generic | npu-filecheck %s

// A location that is an attribute has its alias whether locations of operations are printed or not.
// CHECK: #[[LOC:loc]] = loc("f":1:2)
// CHECK: "t.a"() {x = #[[LOC]], y = #{{loc[0-9]*}}}
// CHECK: "t.b"() {x = [#[[LOC]]]}
"t.a"() {x = loc("f":1:2), y = loc(fused["a", "b":1:2])} : () -> ()
"t.b"() {x = [loc("f":1:2)]} : () -> ()
