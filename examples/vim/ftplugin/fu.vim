" Follow-up records, fu(5).
"
"   :make               findings of fu-parse -c in the quickfix list
"   CTRL-X CTRL-O       completes types, keys, their values, +deals, @people, %ids
"   today, now          at the start of a line or behind a key: the date, the moment
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
let s:cpo_save = &cpoptions
set cpoptions&vim

setlocal commentstring=#\ %s comments=:#
setlocal formatoptions-=t
setlocal omnifunc=fu#Complete
compiler fu

inoreabbrev <buffer> <expr> today fu#Moment('today', '%Y-%m-%d')
inoreabbrev <buffer> <expr> now fu#Moment('now', '%Y-%m-%dT%H:%M')

let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< omnifunc< makeprg< errorformat<'
  \ . '| execute "iunabbrev <buffer> today" | execute "iunabbrev <buffer> now"'

let &cpoptions = s:cpo_save
unlet s:cpo_save
