// RUN: npu-opt %s --symbol-dce | npu-filecheck %s

// CHECK: func.func @main
// CHECK: func.func private @used
// CHECK-NOT: @dead
// CHECK-NOT: @loop
func.func @main() {
  call @used() : () -> ()
  return
}
func.func private @used() {
  return
}
func.func private @dead() {
  call @used() : () -> ()
  return
}
// Two that use only each other are dead.
func.func private @loop1() {
  call @loop2() : () -> ()
  return
}
func.func private @loop2() {
  call @loop1() : () -> ()
  return
}
