" :make checks the folder that the file stands in (fu#Folder) with fu-parse -c
" and fills the quickfix list: line and column, level (E, W, or N for a note).
if exists('current_compiler')
  finish
endif
let current_compiler = 'fu'
let s:cpo_save = &cpoptions
set cpoptions&vim

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

execute 'CompilerSet makeprg=' . escape('fu-parse -c ' . shellescape(fu#Folder(), 1), ' \|"')
CompilerSet errorformat=
  \%f:%l:%c:\ %trror:\ %m,
  \%f:%l:%c:\ %tarning:\ %m,
  \%f:%l:%c:\ %tote:\ %m,
  \fu-parse:\ %trror:\ %m,
  \fu-parse:\ %tarning:\ %m,
  \%f:\ %trror:\ %m

let &cpoptions = s:cpo_save
unlet s:cpo_save
