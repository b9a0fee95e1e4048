import * as library from 'yaml'

/** The library that knows YAML. The build loads it at the first call: few files are outside the subset or are shown. */
export function yaml(): typeof library {
  return library
}
