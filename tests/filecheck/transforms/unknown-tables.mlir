// RUN: npu-opt %s --allow-unregistered-dialect --split-input-file --symbol-dce --verify-diagnostics | npu-filecheck %s --check-prefix=DCE
// RUN: npu-opt %s --allow-unregistered-dialect --split-input-file --sccp | npu-filecheck %s --check-prefix=SCCP

// What has one region and is of a dialect that nobody knows may be a symbol table.

// A dead symbol goes with whatever it holds. Who calls it cannot be told.
// DCE: module {
// DCE-NEXT: }
// SCCP: func.func private @dead
// SCCP-NEXT: %[[ZERO:.*]] = arith.constant 0 : index
// SCCP: return %[[ZERO]]
func.func private @dead(%arg0: index) -> index {
  %0 = arith.subi %arg0, %arg0 : index
  "t.region"() ({
    "t.x"() : () -> ()
  }) : () -> ()
  return %0 : index
}

// -----

// Of a live one it is an error, and what is private may have callers.
// SCCP: func.func private @used
// SCCP-NEXT: %[[ZERO:.*]] = arith.constant 0 : index
// SCCP-NEXT: return %[[ZERO]]
func.func private @used(%arg0: index) -> index {
  %0 = arith.subi %arg0, %arg0 : index
  return %0 : index
}
// expected-error @below {{'func.func' op holds what may be a symbol table, of a dialect that is not known: the uses of symbols cannot be told}}
func.func @live() {
  "t.region"() ({
    "t.x"() : () -> ()
  }) : () -> ()
  return
}

// -----

// An operation that is no symbol is live.
// expected-error @below {{'t.region' op holds what may be a symbol table}}
"t.region"() ({
  "t.x"() : () -> ()
}) : () -> ()

// -----

// What names mean is decided by the nearest table: for the attributes of a table by the one around it.
// DCE: func.func private @outer
// DCE: module @inner
// DCE-NEXT: "t.use"() {u = @outer} : () -> ()
// DCE-NEXT: }
func.func private @outer() {
  return
}
module @inner attributes {t.a = @outer, t.b = @inside} {
  "t.use"() {u = @outer} : () -> ()
  func.func private @inside() {
    return
  }
}
