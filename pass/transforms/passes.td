// The passes that know no dialect. One record has all of a pass but its code: name, summary, options,
// statistics; from it come the option parser, --help and docs/passes.md.
include "PassBase.td"

def Canonicalizer : Pass<"canonicalize"> {
  let summary = "Canonicalize operations";
  let description = [{
    Folds, and applies the canonicalization rules of every dialect that the IR uses, until nothing
    changes or a limit is reached. Between the rules the regions are simplified: blocks that nothing
    reaches go, and with them dead operations and block arguments; at the level `aggressive`, equal
    blocks become one and arguments that always have one value are replaced by it.
  }];
  let options = [
    Option<"topDown", "top-down", "bool", "true", "start at the top of the IR">,
    Option<"regionSimplify", "region-simplify", "disabled|normal|aggressive", "normal",
           "how much is done about blocks and their arguments">,
    Option<"maxIterations", "max-iterations", "int", "10",
           "rounds of rules and region simplification at most; -1: no limit">,
    Option<"maxNumRewrites", "max-num-rewrites", "int", "-1",
           "rewrites in one round at most; -1: no limit">,
    Option<"testConvergence", "test-convergence", "bool", "false",
           "fail when a limit is reached before the IR is canonical">,
    ListOption<"disablePatterns", "disable-patterns", "string", "rules to leave out, by name">,
    ListOption<"enablePatterns", "enable-patterns", "string", "the only rules to use, by name">,
  ];
  let statistics = [Statistic<"numRewrites", "num-rewrites", "rules applied">];
}

def CompositeFixedPointPass : Pass<"composite-fixed-point-pass"> {
  let summary = "Run a pipeline until it changes nothing";
  let options = [
    Option<"name", "name", "string", "CompositeFixedPointPass", "name in messages">,
    Option<"pipeline", "pipeline", "string", "", "the passes to run">,
    Option<"maxIterations", "max-iterations", "int", "10", "runs at most">,
  ];
}

def ControlFlowSink : Pass<"control-flow-sink"> {
  let summary = "Sink operations into conditional blocks";
  let description = [{
    What only computes, and is used in one region only, moves to the start of that region, so that it
    runs where it is needed. The region must be of an operation with the trait `RunsRegionsAtMostOnce`:
    in a loop, the operation would run more often than before.
  }];
  let statistics = [Statistic<"numSunk", "num-sunk", "operations moved into a region">];
}

def CSE : Pass<"cse"> {
  let summary = "Eliminate common sub-expressions";
  let description = [{
    Of equal operations without effects, one that dominates the others stays. Operations that only
    read are merged within a block when nothing that may write stands between them.
  }];
  let statistics = [
    Statistic<"numCse", "num-cse'd", "operations replaced by an equal one">,
    Statistic<"numDce", "num-dce'd", "operations that nothing used">,
  ];
}

def DCE : Pass<"dce"> {
  let summary = "Eliminate dead operations and unreachable blocks";
  let statistics = [
    Statistic<"numBlocks", "num-blocks", "blocks that nothing reached">,
    Statistic<"numDce", "num-dce'd", "operations that nothing used">,
  ];
}

def Inliner : Pass<"inline"> {
  let summary = "Inline function calls";
  let description = [{
    Callees before callers, each simplified by a pipeline before its calls are looked at. A call is
    not inlined when its target calls itself or is too large for its caller. A private callee whose last
    call is inlined goes.
  }];
  let options = [
    Option<"defaultPipeline", "default-pipeline", "string", "canonicalize",
           "simplifies a callable that op-pipelines does not name; may be empty">,
    ListOption<"opPipelines", "op-pipelines", "pipeline",
               "pipelines that simplify callables of one kind: func.func(canonicalize,cse)">,
    Option<"maxIterations", "max-iterations", "unsigned", "4",
           "rounds of simplifying and inlining at most, for callables that call each other">,
    Option<"inliningThreshold", "inlining-threshold", "unsigned", "4294967295",
           "size of the callee at most, in percent of the caller's">,
  ];
  let statistics = [Statistic<"numInlined", "num-inlined", "calls inlined">];
}

def LoopInvariantCodeMotion : Pass<"loop-invariant-code-motion"> {
  let summary = "Hoist loop invariant instructions outside of the loop";
  let description = [{
    Loops are operations with `LoopLikeOpInterface`. What computes only, may run where it did not, and
    uses no value of the loop moves before it, from inner loops outwards.
  }];
  let statistics = [Statistic<"numMoved", "num-moved", "operations moved out of a loop">];
}

def PrintIR : Pass<"print-ir"> {
  let summary = "Print IR on standard error";
  let options = [Option<"label", "label", "string", "", "stands above the IR">];
}

def PrintOpStats : Pass<"print-op-stats"> {
  let summary = "Print statistics of operations";
  let options = [Option<"json", "json", "bool", "false", "as JSON">];
}

def RemoveDeadValues : Pass<"remove-dead-values"> {
  let summary = "Remove dead values";
  let description = [{
    Liveness through calls: arguments and results of private functions that no caller needs go, and so
    do the operations that only computed them. Nothing is done where there are branches, symbols that
    are no functions, or uses of a function that are no calls.
  }];
}

def SCCP : Pass<"sccp"> {
  let summary = "Sparse conditional constant propagation";
  let description = [{
    Supposes that every value is constant and every block unreachable until the contrary is found,
    through branches, and through calls of private functions.
  }];
}

def StripDebugInfo : Pass<"strip-debuginfo"> {
  let summary = "Strip debug info from all operations";
}

def SymbolDCE : Pass<"symbol-dce"> {
  let summary = "Eliminate dead symbols";
  let description = [{
    A symbol is live when it can be seen from outside, or when a live symbol or an operation that is
    none refers to it. The others go.
  }];
  let statistics = [Statistic<"numDce", "num-dce'd", "symbols that nothing used">];
}

def SymbolPrivatize : Pass<"symbol-privatize"> {
  let summary = "Mark symbols private";
  let options = [ListOption<"exclude", "exclude", "string", "symbols that stay as they are">];
}

def TestPassFailure : Pass<"test-pass-failure"> {
  let summary = "Fail on every operation";
  let description = [{
    To try what watches passes: --mlir-print-ir-after-failure, crash reproducers, exit codes.
  }];
}

def TestPdlBytecodePass : Pass<"test-pdl-bytecode-pass", "builtin.module"> {
  let summary = "Apply the pdl patterns of the module @patterns to the module @ir";
  let description = [{
    The patterns go. They call no native functions: there are none that IR could name.
  }];
  let dependentDialects = ["pdl"];
}

def ReconcileUnrealizedCasts : Pass<"reconcile-unrealized-casts"> {
  let summary = "Replace chains of unrealized conversion casts that end in the types they began with";
}

def TopologicalSort : Pass<"topological-sort"> {
  let summary = "Sort regions without SSA dominance in topological order";
}

def ViewOpGraph : Pass<"view-op-graph"> {
  let summary = "Print a Graphviz graph of an operation";
  let options = [
    Option<"maxLabelLen", "max-label-len", "unsigned", "20", "characters of an attribute or type">,
    Option<"printAttrs", "print-attrs", "bool", "true", "attributes of operations">,
    Option<"printControlFlowEdges", "print-control-flow-edges", "bool", "false", "order of operations">,
    Option<"printDataFlowEdges", "print-data-flow-edges", "bool", "true", "uses of values">,
    Option<"printResultTypes", "print-result-types", "bool", "true", "types of results">,
  ];
}
