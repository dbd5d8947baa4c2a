// RUN: npu-opt %s --allow-unregistered-dialect --test-pdl-bytecode-pass | npu-filecheck %s

module @patterns {
  // Two roots: the one is found among the users of what the other uses.
  pdl.pattern @users : benefit(1) {
    %t = type
    %d = operation "d.def" -> (%t : !pdl.type)
    %v = result 0 of %d
    %a = operation "d.a"(%v : !pdl.value)
    %b = operation "d.b"(%v : !pdl.value)
    rewrite %a {
      %n = operation "d.ab"(%v : !pdl.value)
      erase %a
      erase %b
    }
  }
  // No root is named.
  pdl.pattern @rootless : benefit(1) {
    %v = operand
    %a = operation "d.x"(%v : !pdl.value)
    %b = operation "d.y"(%v : !pdl.value)
    rewrite {
      %n = operation "d.xy"(%v : !pdl.value)
      erase %a
      erase %b
    }
  }
  pdl.pattern @types : benefit(1) {
    %ts = types : [i32, i64]
    %v = operands
    %a = operation "d.two"(%v : !pdl.range<value>) -> (%ts : !pdl.range<type>)
    rewrite %a {
      %i = type : i32
      %us = types : [i64]
      %n = operation "d.new"(%v : !pdl.range<value>) -> (%i, %us : !pdl.type, !pdl.range<type>)
      %r0 = result 0 of %n
      %rs = results of %n
      %r1 = result 1 of %n
      %both = range %r0, %r1 : !pdl.value, !pdl.value
      replace %a with(%both : !pdl.range<value>)
    }
  }
}
module @ir {
  %x = "d.def"() : () -> i32
  "d.a"(%x) : (i32) -> ()
  "d.c"(%x) : (i32) -> ()
  "d.b"(%x) : (i32) -> ()
  %u = "d.def"() : () -> i32
  "d.a"(%u) : (i32) -> ()
  "d.x"(%u) : (i32) -> ()
  "d.y"(%u) : (i32) -> ()
  %p:2 = "d.two"(%x, %u) : (i32, i32) -> (i32, i64)
  "d.two"(%p#0) : (i32) -> ()
}

// CHECK-LABEL: module @ir
// CHECK-NEXT:    %[[X:.*]] = "d.def"()
// CHECK-NEXT:    "d.ab"(%[[X]]) : (i32) -> ()
// CHECK-NEXT:    "d.c"(%[[X]])
// CHECK-NEXT:    %[[U:.*]] = "d.def"()
// CHECK-NEXT:    "d.a"(%[[U]])
// CHECK-NEXT:    "d.xy"(%[[U]])
// CHECK-NEXT:    %[[P:.*]]:2 = "d.new"(%[[X]], %[[U]]) : (i32, i32) -> (i32, i64)
// CHECK-NEXT:    "d.two"(%[[P]]#0)
