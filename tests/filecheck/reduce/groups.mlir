// RUN: npu-reduce %s --test=%S/inputs/has-groups.sh --dialect-td=%S/inputs/groups.td | npu-filecheck %s

// Operands go out of their groups, and out of the count that says how many each group has.
// CHECK: func.func @f(%[[A:.*]]: i32) {
// CHECK-NEXT: grp.join %[[A]], | : i32 |
func.func @f(%a: i32, %b: i32, %c: i32) {
  grp.join %a, %b, %c | %a, %c : i32 i32, i32 | i32, i32
  return
}
