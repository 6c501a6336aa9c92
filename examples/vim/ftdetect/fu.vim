autocmd BufNewFile,BufRead *.fu setfiletype fu
