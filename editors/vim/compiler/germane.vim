" germane as a compiler: `:compiler germane`, then `:make` fills the quickfix list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'germane'
CompilerSet makeprg=germane\ check\ --format\ unix\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tnfo:\ %m
