/** The one package that knows patterns of directories, in a module of its own: few runs load it. */
export { default as fastGlob } from 'fast-glob';
