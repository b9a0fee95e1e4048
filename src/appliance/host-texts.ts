import { reject, text, type Read } from '../source/fields.ts'

/** A text with something in it and no blank around it: a name that nobody has is found out in the middle of a rollout. */
export const filled: Read<string> = (value, at) => {
  const found = text(value, at)
  if (found === undefined || (found !== '' && found === found.trim())) return found
  return found.trim() === ''
    ? reject(at, 'the text is empty', 'write what is meant, or leave the key away')
    : reject(at, 'the text begins or ends with a blank', `write "${found.trim()}"`)
}

/** The path of a file or folder as it is: nothing is put in the place of `~` or of a variable, as a shell would. */
export const filePath: Read<string> = (value, at) => {
  const found = filled(value, at)
  const variable = found === undefined ? undefined : /^~(?=\/|$)|\$\{?\w+\}?/.exec(found)?.[0]
  return variable === undefined
    ? found
    : reject(at, `"${variable}" is kept as it is written, as the name of a folder`, 'write the whole path')
}
