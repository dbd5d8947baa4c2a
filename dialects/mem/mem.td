// mem: buffers at addresses, engine blocks over them, and the tokens that order the engines.
// Operations have effects on buffers; a token stands for "this block has retired".
include "OpBase.td"

def Mem_Dialect : Dialect {
  let name = "mem";
  let summary = "buffers at addresses, engine blocks and copies over them, tokens between them";
}

class Mem_Op<string mnemonic, list<Trait> traits = []> : Op<Mem_Dialect, mnemonic, traits>;

class Mem_Type<string name, string mnemonic_> : TypeDef<Mem_Dialect, name> { let mnemonic = mnemonic_; }
def TokenType : Mem_Type<"Token", "token"> {
  let summary = "an engine block has retired";
  let description = "Made by every block, taken in `wait(…)` by those that must not start before.";
}
def Token : Type<CPred<"String($_self) === '!mem.token'">, "token">, BuildableType<"!mem.token">;

def Bytes : Type<CPred<"$_self instanceof MemRefType && $_self.hasStaticShape">, "memref of static shape">;

def Offsets : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<4>]> { let summary = "n, y, x, c"; }
def Pair : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<2>]> { let summary = "height, width"; }
def Four : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<4>]> { let summary = "top, left, bottom, right"; }

//===----------------------------------------------------------------------===//
// Storage
//===----------------------------------------------------------------------===//

def Mem_BufferOp : Mem_Op<"buffer", []> {
  let summary = "a place in on-chip memory";
  let description = [{
    `address` is set by allocation. `tensor` is the type of the tensor it holds; `input` and
    `output` number the network's inputs and outputs, `state` what stays between runs, every byte `fill`
    before the first.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer {address = 64 : i64} : memref<1x4x4x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins OptionalAttr<I64Attr>:$address, OptionalAttr<TypeAttr>:$tensor,
                       OptionalAttr<I64Attr>:$input, OptionalAttr<I64Attr>:$output,
                       OptionalAttr<I64Attr>:$state, OptionalAttr<I64Attr>:$fill);
  let results = (outs Bytes:$buffer);
  let assemblyFormat = "attr-dict `:` type($buffer)";
  let hasVerifier = 1;
}

def Mem_ConstantOp : Mem_Op<"constant", [Pure]> {
  let summary = "bytes in off-chip memory: a weight stream, a table, an initial value";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.constant dense<[1, 2, 3, 4]> : tensor<4xi8> : memref<4xi8, "flash">
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Bytes:$bytes);
  let assemblyFormat = "$value attr-dict `:` type($bytes)";
}

def Mem_ViewOp : Mem_Op<"view", [Pure]> {
  let summary = "the same bytes read in another shape";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %1 = mem.view %0 : memref<1x4x4x8xi8, "sram"> to memref<1x128xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Bytes:$source, OptionalAttr<TypeAttr>:$tensor, OptionalAttr<I64Attr>:$output);
  let results = (outs Bytes:$view);
  let assemblyFormat = "$source attr-dict `:` type($source) `to` type($view)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// MAC blocks
//===----------------------------------------------------------------------===//

// The window of the block: `ifm_offset` is where its input patch begins, before the picture where
// it is negative; what lies outside the picture is padding.
defvar Block = (ins Offsets:$ifm_offset, I64Attr:$ifm_channels, Offsets:$ofm_offset, Offsets:$ofm_size,
                    Pair:$kernel, Pair:$stride, Pair:$dilation,
                    I64Attr:$ifm_zp, I64Attr:$ofm_zp, I64Attr:$act_min, I64Attr:$act_max,
                    UnitAttr:$first, UnitAttr:$last, UnitAttr:$reuse_ifm, UnitAttr:$reuse_weights,
                    UnitAttr:$keep_weights);

class Mem_MacOp<string mnemonic, string text> : Mem_Op<mnemonic, [AttrSizedOperandSegments]> {
  let summary = text;
  let arguments = !con((ins Variadic<Token>:$wait, Bytes:$ifm, Bytes:$weights, Bytes:$ofm,
                            Optional<Bytes>:$lut), Block);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $ifm `,` $weights `->` $ofm (`lut` $lut^ `:` type($lut))? attr-dict
    `:` type($ifm) `,` type($weights) `->` type($ofm)
  }];
  let hasVerifier = 1;
}

def Mem_Conv2DOp : Mem_MacOp<"conv2d", "one output block of a convolution or matrix product"> {
  let description = [{
    `weights` is the block's packed stream. A sum over more input channels than the input buffer
    holds comes in chunks: the first has `first`, the last `last`.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %1 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %w = mem.constant dense<0> : tensor<144xi8> : memref<144xi8, "flash">
      %t = mem.conv2d %0, %w -> %1 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<144xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
      return
    }
    ```
  }];
}

def Mem_DepthwiseConv2DOp : Mem_MacOp<"depthwise_conv2d", "one output block of a depthwise convolution"> {
  let description = [{
    `ifm_channels` is the number of input channels that the block's output channels read.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %1 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %w = mem.constant dense<0> : tensor<88xi8> : memref<88xi8, "flash">
      %t = mem.depthwise_conv2d %0, %w -> %1 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
      return
    }
    ```
  }];
}

//===----------------------------------------------------------------------===//
// VEC blocks
//===----------------------------------------------------------------------===//

def Mem_AddOp : Mem_Op<"add"> {
  let summary = "rescaled sum of two buffers with broadcast";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x8xi8, "sram">
      %t = mem.add %0, %0 -> %0 {lhs_zp = 0 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, rhs_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, left_shift = 20 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x8xi8, "sram">, memref<1x8xi8, "sram"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$lhs, Bytes:$rhs, Bytes:$ofm,
                       I64Attr:$lhs_zp, I64Attr:$lhs_multiplier, I64Attr:$lhs_shift,
                       I64Attr:$rhs_zp, I64Attr:$rhs_multiplier, I64Attr:$rhs_shift,
                       I64Attr:$left_shift,
                       I64Attr:$ofm_zp, I64Attr:$ofm_multiplier, I64Attr:$ofm_shift,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $lhs `,` $rhs `->` $ofm attr-dict `:` type($lhs) `,` type($rhs) `->` type($ofm)
  }];
  let hasVerifier = 1;
}

def Mem_MulOp : Mem_Op<"mul"> {
  let summary = "rescaled product of two buffers with broadcast";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x8xi8, "sram">
      %t = mem.mul %0, %0 -> %0 {lhs_zp = 0 : i64, rhs_zp = 0 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x8xi8, "sram">, memref<1x8xi8, "sram"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$lhs, Bytes:$rhs, Bytes:$ofm,
                       I64Attr:$lhs_zp, I64Attr:$rhs_zp,
                       I64Attr:$ofm_zp, I64Attr:$ofm_multiplier, I64Attr:$ofm_shift,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $lhs `,` $rhs `->` $ofm attr-dict `:` type($lhs) `,` type($rhs) `->` type($ofm)
  }];
  let hasVerifier = 1;
}

def Mem_LutOp : Mem_Op<"lut"> {
  let summary = "a table of 256 int8 over every element";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x8xi8, "sram">
      %l = mem.constant dense<0> : tensor<256xi8> : memref<256xi8, "flash">
      %t = mem.lut %0, %l -> %0 : memref<1x8xi8, "sram">, memref<256xi8, "flash"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$input, Bytes:$table, Bytes:$output);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $input `,` $table `->` $output attr-dict
    `:` type($input) `,` type($table) `->` type($output)
  }];
  let hasVerifier = 1;
}

class Mem_PoolOp<string mnemonic, string text> : Mem_Op<mnemonic> {
  let summary = text;
  let description = [{
    One picture: `image` is its index in the batch.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %1 = mem.buffer : memref<1x2x2x8xi8, "sram">
      %t = mem.}] # mnemonic # [{ %0 -> %1 {image = 0 : i64, kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x2x2x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$ifm, Bytes:$ofm, I64Attr:$image,
                       Pair:$kernel, Pair:$stride, Four:$padding, I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $ifm `->` $ofm attr-dict `:` type($ifm) `->` type($ofm)
  }];
  let hasVerifier = 1;
}
def Mem_MaxPool2DOp : Mem_PoolOp<"max_pool2d", "maximum of each window">;
def Mem_AvgPool2DOp : Mem_PoolOp<"avg_pool2d", "mean of each window">;

def Mem_MeanOp : Mem_Op<"mean"> {
  let summary = "rescaled sum over some dimensions";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
      %1 = mem.buffer : memref<1x8xi8, "sram">
      %t = mem.mean %0 -> %1 {axes = array<i64: 1, 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1073741824 : i64, shift = -3 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$input, Bytes:$output, DenseI64ArrayAttr:$axes,
                       I64Attr:$ifm_zp, I64Attr:$ofm_zp, I64Attr:$multiplier, I64Attr:$shift,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $input `->` $output attr-dict `:` type($input) `->` type($output)
  }];
  let hasVerifier = 1;
}

def Mem_SoftmaxOp : Mem_Op<"softmax"> {
  let summary = "softmax of each row";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x8xi8, "sram">
      %1 = mem.buffer : memref<1x8xi8, "sram">
      %e = mem.constant dense<0> : tensor<256xi32> : memref<256xi32, "flash">
      %t = mem.softmax %0, %e -> %1 : memref<1x8xi8, "sram">, memref<256xi32, "flash"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$input, Bytes:$table, Bytes:$output);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $input `,` $table `->` $output attr-dict
    `:` type($input) `,` type($table) `->` type($output)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// DMA and host
//===----------------------------------------------------------------------===//

def Mem_CopyOp : Mem_Op<"copy"> {
  let summary = "a box of one buffer to a box of another, dimensions in another order if asked";
  let description = [{
    The box of `size` elements at `source_offset` goes to `target_offset`; dimension i of the
    target is dimension perm[i] of the source. Sizes are in the source's order.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<2x8xi8, "sram">
      %1 = mem.buffer : memref<8x2xi8, "sram">
      %t = mem.copy %0 -> %1 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 1, 0>} : memref<2x8xi8, "sram"> -> memref<8x2xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$source, Bytes:$target,
                       DenseI64ArrayAttr:$source_offset, DenseI64ArrayAttr:$target_offset,
                       DenseI64ArrayAttr:$size, DenseI64ArrayAttr:$perm);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    (`wait` `(` $wait^ `)`)? $source `->` $target attr-dict `:` type($source) `->` type($target)
  }];
  let hasVerifier = 1;
}

def Mem_FillOp : Mem_Op<"fill"> {
  let summary = "one value into every byte of a box";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<2x8xi8, "sram">
      %t = mem.fill %0 {value = -1 : i64, offset = array<i64: 0, 0>, size = array<i64: 1, 8>} : memref<2x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins Variadic<Token>:$wait, Bytes:$target, I64Attr:$value,
                       DenseI64ArrayAttr:$offset, DenseI64ArrayAttr:$size);
  let results = (outs Token:$done);
  let assemblyFormat = "(`wait` `(` $wait^ `)`)? $target attr-dict `:` type($target)";
  let hasVerifier = 1;
}

def Mem_HostOp : Mem_Op<"host", [AttrSizedOperandSegments]> {
  let summary = "a kernel that the host runs on buffers, and why";
  let description = [{
    The buffers' `tensor` types say what the bytes mean.

    Example:
    ```mlir
    func.func @example() {
      %0 = mem.buffer : memref<1x8xf32, "sram">
      %1 = mem.buffer : memref<1x8xi8, "sram">
      %t = mem.host "quantize" because "the NPU has no float arithmetic" %0 -> %1 : memref<1x8xf32, "sram"> -> memref<1x8xi8, "sram">
      return
    }
    ```
  }];
  let arguments = (ins StrAttr:$kernel, StrAttr:$reason, Variadic<Token>:$wait,
                       Variadic<Bytes>:$inputs, Variadic<Bytes>:$outputs, OptionalAttr<DictionaryAttr>:$attributes);
  let results = (outs Token:$done);
  let assemblyFormat = [{
    $kernel `because` $reason (`wait` `(` $wait^ `)`)? $inputs `->` $outputs attr-dict
    `:` type($inputs) `->` type($outputs)
  }];
}
