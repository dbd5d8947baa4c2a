// RUN: npu-opt --allow-unregistered-dialect --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --allow-unregistered-dialect --mlir-print-op-generic %s | npu-opt --allow-unregistered-dialect | npu-filecheck %s

// CHECK-LABEL: func.func @merge(
// CHECK-NEXT: cf.br ^bb1(%arg0 : i32)
// CHECK-NEXT: ^bb1(%0: i32):  // pred: ^bb0
// CHECK-NEXT: %1 = arith.addi %0, %0 : i32
// CHECK-NEXT: cf.br ^bb2(%1 : i32)
// CHECK-NEXT: ^bb2(%2: i32):  // pred: ^bb1
// CHECK-NEXT: return %2 : i32
func.func @merge(%x: i32) -> i32 {
  cf.br ^a(%x : i32)
^a(%y: i32):
  %0 = arith.addi %y, %y : i32
  cf.br ^b(%0: i32)
^b(%z: i32):
  return %z : i32
}

// CHECK-LABEL: func.func @cond(
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: cf.cond_br %true, ^bb1(%arg1 : i32), ^bb1(%arg2 : i32)
// CHECK-NEXT: ^bb1(%0: i32):  // 2 preds: ^bb0, ^bb0
// CHECK-NEXT: cf.cond_br %arg0, ^bb2(%0 : i32), ^bb2(%arg2 : i32)
// CHECK-NEXT: ^bb2(%1: i32):  // 2 preds: ^bb1, ^bb1
// CHECK-NEXT: return %1 : i32
func.func @cond(%c: i1, %x: i32, %y: i32) -> i32 {
  %t = arith.constant true
  cf.cond_br %t, ^a(%x: i32), ^a(%y: i32)
^a(%z: i32):
  cf.cond_br %c, ^b(%z: i32), ^b(%y: i32)
^b(%w: i32):
  return %w : i32
}

// CHECK-LABEL: func.func @pass(
// CHECK-NEXT: cf.cond_br %arg0, ^bb1(%arg1 : i32), ^bb2
// CHECK-NEXT: ^bb1(%0: i32):  // pred: ^bb0
// CHECK-NEXT: cf.br ^bb3(%0 : i32)
// CHECK-NEXT: ^bb2:  // pred: ^bb0
// CHECK-NEXT: "use"(%arg0) : (i1) -> ()
// CHECK-NEXT: cf.cond_br %arg0, ^bb3(%arg2 : i32), ^bb3(%arg1 : i32)
// CHECK-NEXT: ^bb3(%1: i32):  // 3 preds: ^bb1, ^bb2, ^bb2
// CHECK-NEXT: return %1 : i32
func.func @pass(%c: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %c, ^a(%x: i32), ^d
^a(%z: i32):
  cf.br ^b(%z: i32)
^d:
  "use"(%c) : (i1) -> ()
  cf.cond_br %c, ^b(%y: i32), ^b(%x: i32)
^b(%w: i32):
  return %w : i32
}

// CHECK-LABEL: func.func @sw(
// CHECK-NEXT: cf.switch %arg0 : i32, [
// CHECK-NEXT: default: ^bb1(%arg1 : i32),
// CHECK-NEXT: 1: ^bb1(%arg1 : i32),
// CHECK-NEXT: 2: ^bb2(%arg2 : i32),
// CHECK-NEXT: 3: ^bb3
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb1(%0: i32):  // 2 preds: ^bb0, ^bb0
// CHECK-NEXT: cf.switch %arg0 : i32, [
// CHECK-NEXT: default: ^bb2(%0 : i32),
// CHECK-NEXT: 2: ^bb3,
// CHECK-NEXT: 7: ^bb4
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb2(%1: i32):  // 3 preds: ^bb0, ^bb1, ^bb3
// CHECK-NEXT: return %1 : i32
// CHECK-NEXT: ^bb3:  // 2 preds: ^bb0, ^bb1
// CHECK-NEXT: cf.switch %arg0 : i32, [
// CHECK-NEXT: default: ^bb2(%arg1 : i32),
// CHECK-NEXT: 3: ^bb4,
// CHECK-NEXT: 7: ^bb5
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb4:  // 2 preds: ^bb1, ^bb3
// CHECK-NEXT: "d"() : () -> ()
// CHECK-NEXT: return %arg2 : i32
// CHECK-NEXT: ^bb5:  // pred: ^bb3
// CHECK-NEXT: "e"() : () -> ()
// CHECK-NEXT: return %arg1 : i32
func.func @sw(%f: i32, %x: i32, %y: i32) -> i32 {
  cf.switch %f : i32, [ default: ^a(%x: i32), 1: ^a(%x: i32), 2: ^b(%y: i32), 3: ^c]
^a(%z: i32):
  cf.switch %f : i32, [ default: ^b(%z: i32), 2: ^c, 7: ^d]
^b(%w: i32):
  return %w : i32
^c:
  cf.switch %f : i32, [ default: ^b(%x: i32), 3: ^d, 7: ^e]
^d:
  "d"() : () -> ()
  return %y : i32
^e:
  "e"() : () -> ()
  return %x : i32
}

// CHECK-LABEL: func.func @konst(
// CHECK-NEXT: %c2_i32 = arith.constant 2 : i32
// CHECK-NEXT: cf.switch %c2_i32 : i32, [
// CHECK-NEXT: default: ^bb1,
// CHECK-NEXT: 2: ^bb2
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb1:  // pred: ^bb0
// CHECK-NEXT: "a"() : () -> ()
// CHECK-NEXT: return
// CHECK-NEXT: ^bb2:  // pred: ^bb0
// CHECK-NEXT: "b"() : () -> ()
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: cf.assert %true, "x"
// CHECK-NEXT: return
func.func @konst(%x: i32, %y: i32) {
  %c = arith.constant 2 : i32
  cf.switch %c : i32, [default: ^a, 2: ^b]
^a:
  "a"() : () -> ()
  return
^b:
  "b"() : () -> ()
  %t = arith.constant true
  cf.assert %t, "x"
  return
}
