// The rules of canonicalize.ts and canonicalize.pdll.
// RUN: npu-opt --allow-unregistered-dialect --canonicalize %s | npu-filecheck %s

// CHECK-LABEL: func.func @merge(
// CHECK-NEXT: %0 = arith.addi %arg0, %arg0 : i32
// CHECK-NEXT: return %0 : i32
func.func @merge(%x: i32) -> i32 {
  cf.br ^a(%x : i32)
^a(%y: i32):
  %0 = arith.addi %y, %y : i32
  cf.br ^b(%0: i32)
^b(%z: i32):
  return %z : i32
}

// CHECK-LABEL: func.func @cond(
// CHECK-NEXT: %0 = arith.select %arg0, %arg1, %arg2 : i32
// CHECK-NEXT: return %0 : i32
func.func @cond(%c: i1, %x: i32, %y: i32) -> i32 {
  %t = arith.constant true
  cf.cond_br %t, ^a(%x: i32), ^a(%y: i32)
^a(%z: i32):
  cf.cond_br %c, ^b(%z: i32), ^b(%y: i32)
^b(%w: i32):
  return %w : i32
}

// CHECK-LABEL: func.func @pass(
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: cf.cond_br %arg0, ^bb2(%arg1 : i32), ^bb1
// CHECK-NEXT: ^bb1:  // pred: ^bb0
// CHECK-NEXT: "use"(%false) : (i1) -> ()
// CHECK-NEXT: cf.br ^bb2(%arg1 : i32)
// CHECK-NEXT: ^bb2(%0: i32):  // 2 preds: ^bb0, ^bb1
// CHECK-NEXT: return %0 : i32
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
// CHECK-NEXT: 2: ^bb2(%arg2 : i32),
// CHECK-NEXT: 3: ^bb3
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb1(%0: i32):  // pred: ^bb0
// CHECK-NEXT: cf.switch %arg0 : i32, [
// CHECK-NEXT: default: ^bb2(%0 : i32),
// CHECK-NEXT: 7: ^bb3
// CHECK-NEXT: ]
// CHECK-NEXT: ^bb2(%1: i32):  // 2 preds: ^bb0, ^bb1
// CHECK-NEXT: return %1 : i32
// CHECK-NEXT: ^bb3:  // 2 preds: ^bb0, ^bb1
// CHECK-NEXT: "d"() : () -> ()
// CHECK-NEXT: return %arg2 : i32
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
// CHECK-NEXT: "b"() : () -> ()
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

// PassThroughBranch: the block between has another way in.
// CHECK-LABEL: func.func @pass_branch(
// CHECK-NEXT: cf.cond_br %arg0, ^bb1, ^bb2
// CHECK-NEXT: ^bb1:  // pred: ^bb0
// CHECK-NEXT: "test.a"() : () -> ()
// CHECK-NEXT: cf.br ^bb3(%arg1 : i32)
// CHECK-NEXT: ^bb2:  // pred: ^bb0
// CHECK-NEXT: "test.b"() : () -> ()
// CHECK-NEXT: cf.br ^bb3(%arg2 : i32)
// CHECK-NEXT: ^bb3(%0: i32):  // 3 preds: ^bb1, ^bb2, ^bb3
// CHECK-NEXT: "test.end"(%0) : (i32) -> ()
// CHECK-NEXT: cf.cond_br %arg0, ^bb3(%0 : i32), ^bb4
// CHECK-NEXT: ^bb4:  // pred: ^bb3
// CHECK-NEXT: return %0 : i32
func.func @pass_branch(%c: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %c, ^a, ^b
^a:
  "test.a"() : () -> ()
  cf.br ^between(%x : i32)
^b:
  "test.b"() : () -> ()
  cf.br ^between(%y : i32)
^between(%0: i32):
  cf.br ^end(%0 : i32)
^end(%1: i32):
  "test.end"(%1) : (i32) -> ()
  cf.cond_br %c, ^between(%1 : i32), ^exit
^exit:
  return %1 : i32
}

// KnownCondition
// CHECK-LABEL: func.func @known(
// CHECK-NEXT: cf.cond_br %arg0, ^bb1, ^bb2
// CHECK-NEXT: ^bb1:  // pred: ^bb0
// CHECK-NEXT: "test.a"() : () -> ()
// CHECK-NEXT: return %arg2 : i32
// CHECK-NEXT: ^bb2:  // pred: ^bb0
// CHECK-NEXT: return %arg1 : i32
func.func @known(%c: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %c, ^a, ^b
^a:
  "test.a"() : () -> ()
  cf.cond_br %c, ^c, ^b
^b:
  return %x : i32
^c:
  return %y : i32
}

// OnlyDefault
// CHECK-LABEL: func.func @only_default(
// CHECK-NEXT: "test.a"() : () -> ()
// CHECK-NEXT: return
func.func @only_default(%f: i32) {
  cf.switch %f : i32, [default: ^a]
^a:
  "test.a"() : () -> ()
  return
}

// KnownCondition: the later branch is met first.
// CHECK-LABEL: func.func @known_later(
// CHECK-NEXT: cf.cond_br %arg1, ^bb2, ^bb3
// CHECK-NEXT: ^bb1:  // pred: ^bb2
// CHECK-NEXT: "test.a"() : () -> ()
// CHECK-NEXT: return %arg3 : i32
// CHECK-NEXT: ^bb2:  // pred: ^bb0
// CHECK-NEXT: "test.p"() : () -> ()
// CHECK-NEXT: cf.cond_br %arg0, ^bb1, ^bb3
// CHECK-NEXT: ^bb3:  // 2 preds: ^bb0, ^bb2
// CHECK-NEXT: return %arg2 : i32
func.func @known_later(%c: i1, %d: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %d, ^p, ^q
^a:
  "test.a"() : () -> ()
  cf.cond_br %c, ^r, ^q
^p:
  "test.p"() : () -> ()
  cf.cond_br %c, ^a, ^q
^q:
  return %x : i32
^r:
  return %y : i32
}
