// Every operation in its text form.
// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s

// CHECK-LABEL: func.func @integers(
// CHECK-NEXT: %0 = arith.addi %arg0, %arg1 overflow<nsw, nuw> : i32
// CHECK-NEXT: %1 = arith.subi %arg0, %arg1 {note} : i32
// CHECK-NEXT: %2 = arith.muli %arg2, %arg2 overflow<nuw> : vector<4xi8>
// CHECK-NEXT: %sum, %overflow = arith.addui_extended %arg2, %arg2 : vector<4xi8>, vector<4xi1>
// CHECK-NEXT: %low, %high = arith.mulsi_extended %arg0, %arg1 : i32
// CHECK-NEXT: %low_0, %high_1 = arith.mului_extended %arg0, %arg1 : i32
// CHECK-NEXT: %3 = arith.divui %arg0, %arg1 : i32
// CHECK-NEXT: %4 = arith.divsi %arg3, %arg3 : tensor<?x3xindex>
// CHECK-NEXT: %5 = arith.ceildivui %arg0, %arg1 : i32
// CHECK-NEXT: %6 = arith.ceildivsi %arg0, %arg1 : i32
// CHECK-NEXT: %7 = arith.floordivsi %arg0, %arg1 : i32
// CHECK-NEXT: %8 = arith.remui %arg0, %arg1 : i32
// CHECK-NEXT: %9 = arith.remsi %arg0, %arg1 : i32
// CHECK-NEXT: %10 = arith.andi %arg0, %arg1 : i32
// CHECK-NEXT: %11 = arith.ori %arg0, %arg1 : i32
// CHECK-NEXT: %12 = arith.xori %arg0, %arg1 : i32
// CHECK-NEXT: %13 = arith.shli %arg0, %arg1 overflow<nsw> : i32
// CHECK-NEXT: %14 = arith.shrui %arg0, %arg1 : i32
// CHECK-NEXT: %15 = arith.shrsi %arg0, %arg1 : i32
// CHECK-NEXT: %16 = arith.maxsi %arg0, %arg1 : i32
// CHECK-NEXT: %17 = arith.maxui %arg0, %arg1 : i32
// CHECK-NEXT: %18 = arith.minsi %arg0, %arg1 : i32
// CHECK-NEXT: %19 = arith.minui %arg0, %arg1 : i32
// CHECK-NEXT: return
func.func @integers(%a: i32, %b: i32, %v: vector<4xi8>, %t: tensor<?x3xindex>) {
  %0 = arith.addi %a, %b overflow<nsw, nuw> : i32
  %1 = arith.subi %a, %b {note} : i32
  %2 = arith.muli %v, %v overflow<nuw> : vector<4xi8>
  %3:2 = arith.addui_extended %v, %v : vector<4xi8>, vector<4xi1>
  %4:2 = arith.mulsi_extended %a, %b : i32
  %5:2 = arith.mului_extended %a, %b : i32
  %6 = arith.divui %a, %b : i32
  %7 = arith.divsi %t, %t : tensor<?x3xindex>
  %8 = arith.ceildivui %a, %b : i32
  %9 = arith.ceildivsi %a, %b : i32
  %10 = arith.floordivsi %a, %b : i32
  %11 = arith.remui %a, %b : i32
  %12 = arith.remsi %a, %b : i32
  %13 = arith.andi %a, %b : i32
  %14 = arith.ori %a, %b : i32
  %15 = arith.xori %a, %b : i32
  %16 = arith.shli %a, %b overflow<nsw> : i32
  %17 = arith.shrui %a, %b : i32
  %18 = arith.shrsi %a, %b : i32
  %19 = arith.maxsi %a, %b : i32
  %20 = arith.maxui %a, %b : i32
  %21 = arith.minsi %a, %b : i32
  %22 = arith.minui %a, %b : i32
  return
}

// CHECK-LABEL: func.func @floats(
// CHECK-NEXT: %0 = arith.negf %arg0 fastmath<fast> : f32
// CHECK-NEXT: %1 = arith.addf %arg0, %arg1 fastmath<nnan,ninf> : f32
// CHECK-NEXT: %2 = arith.subf %arg2, %arg2 : vector<[4]xbf16>
// CHECK-NEXT: %3 = arith.mulf %arg0, %arg1 : f32
// CHECK-NEXT: %4 = arith.divf %arg0, %arg1 fastmath<arcp> : f32
// CHECK-NEXT: %5 = arith.remf %arg0, %arg1 : f32
// CHECK-NEXT: %6 = arith.maximumf %arg0, %arg1 : f32
// CHECK-NEXT: %7 = arith.minimumf %arg0, %arg1 : f32
// CHECK-NEXT: %8 = arith.maxnumf %arg0, %arg1 : f32
// CHECK-NEXT: %9 = arith.minnumf %arg0, %arg1 : f32
// CHECK-NEXT: return
func.func @floats(%a: f32, %b: f32, %v: vector<[4]xbf16>) {
  %0 = arith.negf %a fastmath<fast> : f32
  %1 = arith.addf %a, %b fastmath<nnan,ninf> : f32
  %2 = arith.subf %v, %v : vector<[4]xbf16>
  %3 = arith.mulf %a, %b fastmath<none> : f32
  %4 = arith.divf %a, %b {fastmath = #arith.fastmath<arcp>} : f32
  %5 = arith.remf %a, %b : f32
  %6 = arith.maximumf %a, %b : f32
  %7 = arith.minimumf %a, %b : f32
  %8 = arith.maxnumf %a, %b : f32
  %9 = arith.minnumf %a, %b : f32
  return
}

// CHECK-LABEL: func.func @casts(
// CHECK-NEXT: %0 = arith.extui %arg0 : i8 to i32
// CHECK-NEXT: %1 = arith.extsi %arg0 : i8 to i32
// CHECK-NEXT: %2 = arith.trunci %0 : i32 to i1
// CHECK-NEXT: %3 = arith.extf %arg1 fastmath<none> : f32 to f64
// CHECK-NEXT: %4 = arith.truncf %arg2 to_nearest_away fastmath<contract> : f64 to f32
// CHECK-NEXT: %5 = arith.truncf %arg2 : f64 to bf16
// CHECK-NEXT: %6 = arith.uitofp %arg0 : i8 to f16
// CHECK-NEXT: %7 = arith.sitofp %arg0 : i8 to f64
// CHECK-NEXT: %8 = arith.fptoui %arg1 : f32 to i8
// CHECK-NEXT: %9 = arith.fptosi %arg1 : f32 to i64
// CHECK-NEXT: %10 = arith.index_cast %arg3 : memref<?xi32> to memref<?xindex>
// CHECK-NEXT: %11 = arith.index_castui %arg0 : i8 to index
// CHECK-NEXT: %12 = arith.bitcast %arg1 : f32 to i32
// CHECK-NEXT: return
func.func @casts(%a: i8, %f: f32, %d: f64, %m: memref<?xi32>, %t: tensor<4xf32>) {
  %0 = arith.extui %a : i8 to i32
  %1 = arith.extsi %a : i8 to i32
  %2 = arith.trunci %0 : i32 to i1
  %3 = arith.extf %f fastmath<none> : f32 to f64
  %4 = arith.truncf %d to_nearest_away fastmath<contract> : f64 to f32
  %5 = arith.truncf %d : f64 to bf16
  %6 = arith.uitofp %a : i8 to f16
  %7 = arith.sitofp %a : i8 to f64
  %8 = arith.fptoui %f : f32 to i8
  %9 = arith.fptosi %f : f32 to i64
  %10 = arith.index_cast %m : memref<?xi32> to memref<?xindex>
  %11 = arith.index_castui %a : i8 to index
  %12 = arith.bitcast %f : f32 to i32
  return
}

// CHECK-LABEL: func.func @comparisons(
// CHECK-NEXT: %0 = arith.cmpi sge, %arg0, %arg0 : i32
// CHECK-NEXT: %1 = arith.cmpi ule, %arg5, %arg5 : vector<i32>
// CHECK-NEXT: %2 = arith.cmpf uno, %arg1, %arg1 fastmath<reassoc,nnan,ninf,nsz,arcp,contract> : vector<4xf32>
// CHECK-NEXT: %3 = arith.select %arg2, %arg0, %arg0 : i32
// CHECK-NEXT: %4 = arith.select %arg3, %arg4, %arg4 {note} : tensor<2xi1>, tensor<2xi8>
// CHECK-NEXT: return
func.func @comparisons(%a: i32, %f: vector<4xf32>, %c: i1, %t: tensor<2xi1>, %x: tensor<2xi8>, %z: vector<i32>) {
  %0 = arith.cmpi sge, %a, %a : i32
  %1 = arith.cmpi "ule", %z, %z : vector<i32>
  %2 = arith.cmpf uno, %f, %f fastmath<reassoc,nnan,ninf,nsz,arcp,contract> : vector<4xf32>
  %3 = arith.select %c, %a, %a : i32
  %4 = arith.select %t, %x, %x {note} : tensor<2xi1>, tensor<2xi8>
  return
}

// CHECK-LABEL: func.func @constants(
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: %c-7_i8 = arith.constant -7 : i8
// CHECK-NEXT: %c12 = arith.constant 12 : index
// CHECK-NEXT: %cst = arith.constant {note} 1.500000e+00 : f16
// CHECK-NEXT: %cst_0 = arith.constant dense<{{\[\[}}1, 2], [3, 4]]> : tensor<2x2xi64>
// CHECK-NEXT: %cst_1 = arith.constant dense<5.000000e-01> : vector<[4]xf32>
// CHECK-NEXT: %c12_2 = arith.constant 12 : index
// CHECK-NEXT: return
func.func @constants() {
  %0 = arith.constant true
  %1 = arith.constant false
  %2 = arith.constant -7 : i8
  %3 = arith.constant 12 : index
  %4 = arith.constant {note} 1.5 : f16
  %5 = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %6 = arith.constant dense<0.5> : vector<[4]xf32>
  %7 = arith.constant 12 : index
  return
}
