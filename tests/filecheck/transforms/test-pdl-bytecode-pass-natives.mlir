// RUN: not npu-opt %s --test-pdl-bytecode-pass 2>&1 | npu-filecheck %s

// CHECK: error: no function is registered for `Constraint IsFit(!pdl.operation)`; no function is registered for `Rewrite Made(!pdl.operation)`
module @patterns {
  pdl.pattern : benefit(1) {
    %a = operation "d.x"
    apply_native_constraint "IsFit"(%a : !pdl.operation)
    rewrite %a {
      apply_native_rewrite "Made"(%a : !pdl.operation)
    }
  }
}
module @ir {
}
