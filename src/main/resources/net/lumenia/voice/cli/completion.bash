# Completes COMMAND in bash.
_FUNCTION() {
  local line directive=:0
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :[0-9]* ]]; then
      directive=$line
    else
      line=${line%%$'\t'*}
      # Bash has split the word at the equals sign.
      [[ $COMP_WORDBREAKS == *=* ]] && line=${line#--*=}
      COMPREPLY+=("$line")
    fi
  done < <(COMMAND __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
  [[ $directive == :0 ]] || compopt +o default
}
complete -o default -F _FUNCTION COMMAND
