" What the plugin does to deals/supply/deal.fu, written to the file `got`.
set virtualedit=onemore
let s:got = []

function! Offers(line) abort
  call setline(line('$'), a:line)
  call cursor(line('$'), strlen(a:line) + 1)
  let l:column = fu#Complete(1, '')
  if l:column < 0
    return 'none'
  endif
  let l:words = map(fu#Complete(0, strpart(a:line, l:column)), 'v:val.word')
  return empty(l:words) ? 'none' : join(l:words)
endfunction

" The third letter of each byte's group: fuDate is D.
function! Colours(n) abort
  return join(map(range(1, strlen(getline(a:n))), 'Colour(a:n, v:val)'), '')
endfunction

function! Colour(n, column) abort
  let l:name = synIDattr(synID(a:n, a:column, 1), 'name')
  return empty(l:name) ? '.' : l:name[2]
endfunction

call append('$', '')
if $WHAT ==# 'offers'
  for s:line in readfile($OFFERS)
    if s:line !~# '^# [A-Za-z]'
      let s:line = matchstr(s:line, '^[^|]*')
      call add(s:got, s:line . '|' . Offers(s:line))
    endif
  endfor
elseif $WHAT ==# 'types'
  let s:got = split(Offers('2025-07-16 '))
elseif $WHAT ==# 'keys' " CTRL-X CTRL-O as it is pressed
  execute "normal Go2025-07-16 met @kenji v\<C-x>\<C-o>phone Rang"
  execute "normal o2025-07-16 close as:wri\<C-x>\<C-o> x"
  let s:got = getline(line('$') - 1, '$')
elseif $WHAT ==# 'dates'
  execute "normal Gotoday met @kenji Call today today\<Esc>"
  execute "normal onow promise %p9 @me by:today Call now\<Esc>"
  let s:got = getline(line('$') - 1, '$')
elseif $WHAT ==# 'colours'
  call append('$', readfile($TYPED))
  for s:n in range(line('$') - len(readfile($TYPED)) + 1, line('$'))
    call add(s:got, getline(s:n))
    call add(s:got, Colours(s:n))
  endfor
elseif $WHAT ==# 'make'
  call setline(line('$'), readfile($TYPED))
  write
  silent make
  for s:item in getqflist()
    call add(s:got, join([bufname(s:item.bufnr), s:item.lnum, s:item.col, s:item.type, s:item.text]))
  endfor
  call add(s:got, 'cursor ' . bufname('%') . ' ' . line('.') . ' ' . col('.'))
endif
call writefile(s:got, 'got')
qall!
