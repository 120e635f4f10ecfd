package memory

import (
	"runtime/debug"
	"unsafe"
)

// An opened index may be a mapped file that somebody cuts off while it is in use. The processor then faults where a page is
// gone. Every look into an opened index therefore begins with
//
//	defer m.survive(debug.SetPanicOnFault(true))
//
// so that this is what any other failure to read is: what was sought is not found, and Err says why.

// survive ends a panic by a fault within an index, which has then failed. before is the goroutine's earlier setting.
func (m *Memory) survive(before bool) {
	debug.SetPanicOnFault(before)
	fault := recover()
	if fault == nil {
		return
	}
	if at, ok := fault.(interface{ Addr() uintptr }); ok {
		for _, p := range m.parts {
			if p.opened && within(p.index().data, at.Addr()) {
				p.index().failed.set(ErrDamaged)
				return
			}
		}
	}
	panic(fault)
}

func within(data []byte, address uintptr) bool {
	if len(data) == 0 {
		return false
	}
	first := uintptr(unsafe.Pointer(&data[0]))
	return address >= first && address-first < uintptr(len(data))
}

// guarded tells whether a memory has opened indexes.
func (m *Memory) guarded() bool {
	for _, p := range m.parts {
		if p.opened {
			return true
		}
	}
	return false
}
