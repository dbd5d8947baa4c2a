// RUN: npu-opt %s --verify-roundtrip | npu-filecheck %s
// UPDATE: checks

module {
pdl.pattern : benefit(1) {
  %a = operand
  %xs = operands
  %t = types
  %k = attribute = 5 : i32
  %op = operation "foo.mix"(%a, %xs : !pdl.value, !pdl.range<value>) {"k" = %k} -> (%t : !pdl.range<type>)
  apply_native_constraint "X"(%a : !pdl.value) {isNegated = true}
  %r = apply_native_constraint "X"(%a : !pdl.value) : !pdl.attribute
  rewrite %op {
    %v = attribute = "hit"
    %q = range %xs, %a : !pdl.range<value>, !pdl.value
    %q2 = range : !pdl.range<value>
    %n = operation "bar.mix"(%q : !pdl.range<value>) {"r"=%v}
    %rr = result 0 of %n
    %rs = results of %n
    %rs1 = results 0 of %n -> !pdl.value
    %z = apply_native_rewrite "Y"(%n : !pdl.operation) : !pdl.value
    apply_native_rewrite "Y2"(%op : !pdl.operation)
    replace %op with (%rr, %rs : !pdl.value, !pdl.range<value>)
    replace %n with %op
  }
}
pdl.pattern @z : benefit(1) {
  %t = type : i32
  %op = operation -> (%t : !pdl.type)
  rewrite %op with "foo"(%t : !pdl.type)
}
pdl.pattern @y : benefit(1) {
  %op = operation "x.y"
  rewrite {
  erase %op
  }
}
}

// CHECK: module {
// CHECK-NEXT: pdl.pattern : benefit(1) {
// CHECK-NEXT: %0 = operand
// CHECK-NEXT: %1 = operands
// CHECK-NEXT: %2 = types
// CHECK-NEXT: %3 = attribute = 5 : i32
// CHECK-NEXT: %4 = operation "foo.mix"(%0, %1 : !pdl.value, !pdl.range<value>)  {"k" = %3} -> (%2 : !pdl.range<type>)
// CHECK-NEXT: apply_native_constraint "X"(%0 : !pdl.value) {isNegated = true}
// CHECK-NEXT: %5 = apply_native_constraint "X"(%0 : !pdl.value) : !pdl.attribute
// CHECK-NEXT: rewrite %4 {
// CHECK-NEXT: %6 = attribute = "hit"
// CHECK-NEXT: %7 = range %1, %0 : !pdl.range<value>, !pdl.value
// CHECK-NEXT: %8 = range : !pdl.range<value>
// CHECK-NEXT: %9 = operation "bar.mix"(%7 : !pdl.range<value>)  {"r" = %6}
// CHECK-NEXT: %10 = result 0 of %9
// CHECK-NEXT: %11 = results of %9
// CHECK-NEXT: %12 = results 0 of %9  -> !pdl.value
// CHECK-NEXT: %13 = apply_native_rewrite "Y"(%9 : !pdl.operation) : !pdl.value
// CHECK-NEXT: apply_native_rewrite "Y2"(%4 : !pdl.operation)
// CHECK-NEXT: replace %4 with(%10, %11 : !pdl.value, !pdl.range<value>)
// CHECK-NEXT: replace %9 with %4
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-NEXT: pdl.pattern @z : benefit(1) {
// CHECK-NEXT: %0 = type : i32
// CHECK-NEXT: %1 = operation  -> (%0 : !pdl.type)
// CHECK-NEXT: rewrite %1 with "foo"(%0 : !pdl.type)
// CHECK-NEXT: }
// CHECK-NEXT: pdl.pattern @y : benefit(1) {
// CHECK-NEXT: %0 = operation "x.y"
// CHECK-NEXT: rewrite {
// CHECK-NEXT: erase %0
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NOT: {{.}}
