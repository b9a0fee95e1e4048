import Handlebars from 'handlebars'

/** The library that expands templates. The build loads it at the first call: most clusters use no template. */
export function handlebars(): typeof Handlebars {
  return Handlebars
}
