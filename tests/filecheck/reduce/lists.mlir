// RUN: npu-reduce %s --test=%S/inputs/has-lists.sh --allow-unregistered-dialect | npu-filecheck %s

// What an attribute holds gets less, also inside others; a constant that no value is tied to gets
// another type.
// CHECK: "t.all"() {
// CHECK-SAME: array = array<i64>, big = 1 : i64, dict = {}, floats = dense<0.000000e+00> : vector<1x1xf32>,
// CHECK-SAME: list = [], strings = dense<""> : tensor<1x!t.s>, text = "", weights = dense<0> : tensor<1xi8>}
"t.all"() {
  array = array<i64: 5, 6, 7, 8>,
  big = 12345 : i64,
  dict = {x = 5 : i32, y = [1, 2, {z = "abc"}]},
  floats = dense<[[1.0, 2.0], [3.0, 4.0]]> : vector<2x2xf32>,
  list = [1, 2, 3],
  strings = dense<["a", "b", "c"]> : tensor<3x!t.s>,
  text = "long",
  weights = dense<7> : tensor<1000xi8>
} : () -> ()
