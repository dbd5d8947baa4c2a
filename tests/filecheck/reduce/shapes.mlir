// RUN: npu-reduce %s --test=%S/inputs/has-select.sh --no-passes --allow-unregistered-dialect | npu-filecheck %s

// What is tied to a constant gets smaller with it: users, arguments that branches pass, functions and
// their calls. A shape that must not be the smallest goes down in steps; of a resource its first bytes
// stay.
// CHECK: func.func private @h(tensor<10xi32>, tensor<1x1xf32>) -> (tensor<10xi1>, tensor<1x1xf32>)
// CHECK: %[[C:.*]] = arith.constant dense<0> : tensor<10xi32>
// CHECK: call @h(%[[C]], %{{.*}}) : (tensor<10xi32>, tensor<1x1xf32>) -> (tensor<10xi1>, tensor<1x1xf32>)
// CHECK: arith.constant dense_resource<blob> : tensor<1xi32>
// CHECK: cf.cond_br %{{.*}}, ^bb1(%[[C]] : tensor<10xi32>), ^bb1(%[[C]] : tensor<10xi32>)
// CHECK-NEXT: ^bb1(%{{.*}}: tensor<10xi32>):
// CHECK: arith.select %{{.*}} : tensor<10xi1>, tensor<10xi32>
// CHECK: blob: "0x0400000001000000"
func.func private @g(%x: tensor<1000xi32>) -> tensor<1000xi1>
func.func @h(%x: tensor<1000xi32>, %y: tensor<64x32xf32>) -> (tensor<1000xi1>, tensor<64x32xf32>) {
  %0 = call @g(%x) : (tensor<1000xi32>) -> tensor<1000xi1>
  %1 = arith.constant dense<1.5> : tensor<64x32xf32>
  %2 = arith.addf %y, %1 : tensor<64x32xf32>
  return %0, %2 : tensor<1000xi1>, tensor<64x32xf32>
}
func.func @f(%c: i1) -> tensor<1000xi32> {
  %0 = arith.constant dense<7> : tensor<1000xi32>
  %1 = arith.muli %0, %0 : tensor<1000xi32>
  %2 = arith.constant dense<2.0> : tensor<64x32xf32>
  %3:2 = call @h(%1, %2) : (tensor<1000xi32>, tensor<64x32xf32>) -> (tensor<1000xi1>, tensor<64x32xf32>)
  %4 = arith.constant dense_resource<blob> : tensor<8xi32>
  "t.use"(%4, %2, %3#1) : (tensor<8xi32>, tensor<64x32xf32>, tensor<64x32xf32>) -> ()
  cf.cond_br %c, ^bb1(%1 : tensor<1000xi32>), ^bb1(%0 : tensor<1000xi32>)
^bb1(%5: tensor<1000xi32>):
  %6 = arith.cmpi slt, %5, %1 : tensor<1000xi32>
  %7 = arith.select %6, %5, %0 : tensor<1000xi1>, tensor<1000xi32>
  return %7 : tensor<1000xi32>
}

{-#
  dialect_resources: {
    builtin: {
      blob: "0x040000000100000002000000030000000400000005000000060000000700000008000000"
    }
  }
#-}
