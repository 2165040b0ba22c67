/**
 * The command line in the language of each shell: words in, a script out. What is completed is decided in
 * `completion.ts`; here is only how bash, zsh and fish put it.
 */

/** A flag with its help; `choices` are the words it takes, and absent where it takes any, or none. */
export interface Flag {
  readonly names: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  readonly choices?: readonly string[];
}

export interface Words {
  /** Of every command. */
  readonly flags: readonly Flag[];
  readonly commands: readonly {
    readonly name: string;
    readonly about: string;
    readonly flags: readonly Flag[];
    /** What its first argument may be, where that is a choice. */
    readonly choices: readonly string[];
  }[];
}

export function bash({ flags, commands }: Words): string {
  const names = (of: readonly Flag[]) => of.flatMap(flag => flag.names);
  const list = (words: readonly string[]) => `'${[...new Set(words)].join(' ')}'`;
  /** What follows a flag: one of its words, or anything, which is left to the shell. */
  const values = (command: string, of: readonly Flag[]) =>
    of
      .filter(flag => flag.takesValue)
      .map(flag => {
        const patterns = flag.names.map(name => `${command}' ${name}'`).join('|');
        return `    ${patterns}) ${flag.choices ? `words=${list(flag.choices)}` : 'return'} ;;`;
      });
  return `# token-dash, completed by bash
_token_dash() {
  local word command= words= cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  case $command in
${commands.map(({ name, flags: own, choices }) => `    ${name}) words=${list([...choices, ...names(own), ...names(flags)])} ;;`).join('\n')}
    *) words=${list([...commands.map(({ name }) => name), ...names(flags)])} ;;
  esac
  case "$command $prev" in
${[...commands.flatMap(({ name, flags: own }) => values(name, own)), ...values('*', flags)].join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _token_dash token-dash
`;
}

export function zsh({ flags, commands }: Words): string {
  const spec = ({ names, about, takesValue, choices }: Flag) => {
    const value = takesValue ? `:value:${choices ? `(${choices.join(' ')})` : '_files'}` : '';
    const text = `[${about.replace(/[[\]:\\]/g, '\\$&')}]${value}`;
    const [name, other] = names;
    return other ? `'(${names.join(' ')})'{${names.join(',')}}${quoted(text)}` : quoted(`${name}${text}`);
  };
  const specs = (of: readonly Flag[]) => of.map(flag => ` \\\n        ${spec(flag)}`).join('');
  const described = commands.map(({ name, about }) => quoted(`${name}:${about.replaceAll(':', '\\:')}`));
  return `#compdef token-dash
_token-dash() {
  local curcontext=$curcontext state line
  local -a commands=(${described.map(each => `\n    ${each}`).join('')}
  )
  _arguments -C${specs(flags)} \\
        '1:command:->command' '*::argument:->arguments'
  case $state in
    command) _describe command commands ;;
    arguments) case $line[1] in
${commands.map(({ name, flags: own, choices }) => `      ${name}) _arguments${specs([...own, ...notIn(own, flags)])}${choices.length > 0 ? ` \\\n        ${quoted(`1:action:(${choices.join(' ')})`)}` : ''} \\\n        '*:file:_files' ;;`).join('\n')}
    esac ;;
  esac
}
compdef _token-dash token-dash
# As a file of $fpath this is the body of the function, and runs when it is first wanted.
[ "$funcstack[1]" = _token-dash ] && _token-dash "$@"
`;
}

export function fish({ flags, commands }: Words): string {
  const line = (condition: string, { names, about, takesValue, choices }: Flag) => {
    const spelled = names.map(name =>
      name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
    );
    const value = !takesValue ? '' : choices ? ` -x -a ${quoted(choices.join(' '))}` : ' -r';
    return `complete -c token-dash${condition} ${spelled.join(' ')}${value} -d ${quoted(about)}`;
  };
  const seen = (name: string) => ` -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  const lines = [
    '# token-dash, completed by fish',
    'complete -c token-dash -f',
    ...flags.map(flag => line('', flag)),
  ];
  for (const { name, about, flags: own, choices } of commands) {
    lines.push(`complete -c token-dash -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`);
    if (choices.length > 0) lines.push(`complete -c token-dash${seen(name)} -a ${quoted(choices.join(' '))}`);
    for (const flag of own) lines.push(line(seen(name), flag));
  }
  return `${lines.join('\n')}\n`;
}

/** Some commands have a flag of the same name as one that all have: theirs is used. */
function notIn(own: readonly Flag[], flags: readonly Flag[]): readonly Flag[] {
  const taken = new Set(own.flatMap(flag => flag.names));
  return flags.filter(flag => !flag.names.some(name => taken.has(name)));
}

/** For a shell, in single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
