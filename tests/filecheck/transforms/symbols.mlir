// RUN: npu-opt %s --symbol-dce | npu-filecheck %s --check-prefix=DCE
// RUN: npu-opt %s --symbol-privatize=exclude=main | npu-filecheck %s --check-prefix=PRIVATE

// Nested symbols can be seen by no one outside of the whole.
// DCE-NOT: @nested
// DCE: func.func private @used
// DCE: func.func @main
// DCE-NOT: @unused
// PRIVATE: func.func private @nested
// PRIVATE: func.func @main
// PRIVATE: func.func private @public
func.func nested @nested() {
  return
}
func.func private @used() {
  return
}
func.func @main() {
  call @used() : () -> ()
  return
}
func.func private @unused() {
  return
}
func.func @public() {
  return
}
