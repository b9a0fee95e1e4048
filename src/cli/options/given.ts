import type { InferOptions, Option } from 'commander'

/** What a parser reads of one option: for whoever takes an option that several commands have. */
export type Given<One> =
  One extends Option<infer Flags, infer Preset, infer Default, infer Value, infer IsMandatory, infer Choice>
    ? Readonly<InferOptions<object, Flags, Default, Value, IsMandatory, Preset, Choice>>
    : never
