/// <reference types="@commander-js/extra-typings" />

/**
 * Gives commander the types that know what a command is handed from what its parser was told. They are types alone: what
 * runs is commander.
 */
declare module 'commander' {
  export * from '@commander-js/extra-typings'
}
