// RUN: npu-opt %s --allow-unregistered-dialect --split-input-file --verify-diagnostics | npu-filecheck %s

// Inside what may be a symbol table no name has a meaning yet.
func.func private @g()
func.func @one_region() {
  "t.x"() ({
    // expected-error @below {{'g' does not reference a valid function}}
    func.call @g() : () -> ()
  }) : () -> ()
  return
}

// -----

// A symbol table has one region.
// CHECK-LABEL: @two_regions
// CHECK: func.call @g
func.func private @g()
func.func @two_regions() {
  "t.x"() ({
  }, {
    func.call @g() : () -> ()
  }) : () -> ()
  return
}
