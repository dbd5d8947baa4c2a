import type { Pass, PassSpec } from './pass.js';

export type PassLoader = () => Promise<Pass>;

export interface NamedPipeline {
  readonly summary: string;
  readonly text: string;
}

/** Passes by name. Their specs are at hand; the code is loaded when a pipeline names it. */
export class PassRegistry {
  private readonly passes = new Map<
    string,
    { readonly spec: PassSpec; readonly load: PassLoader }
  >();
  private readonly pipelines = new Map<string, NamedPipeline>();

  register(spec: PassSpec, load: PassLoader): void {
    this.passes.set(spec.name, { spec, load });
  }

  /** A named pipeline stands for its text. */
  registerPipeline(name: string, summary: string, text: string): void {
    this.pipelines.set(name, { summary, text });
  }

  get names(): readonly string[] {
    return [...this.passes.keys()].sort();
  }

  get pipelineNames(): readonly string[] {
    return [...this.pipelines.keys()].sort();
  }

  pipeline(name: string): NamedPipeline | undefined {
    return this.pipelines.get(name);
  }

  spec(name: string): PassSpec | undefined {
    return this.passes.get(name)?.spec;
  }

  async load(name: string): Promise<Pass> {
    return this.passes.get(name)!.load();
  }
}
