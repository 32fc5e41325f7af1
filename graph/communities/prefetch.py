"""Asking the processor for memory ahead of its use: the kernel reads at random, and waiting was most of its time."""

from collections.abc import Callable
from typing import cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.base import BaseContext
from numba.core.typing.templates import Signature
from numba.extending import intrinsic
from numpy import generic
from numpy.typing import NDArray

NEAR = 3  # keep in all cache levels


def _prefetch(_typing: object, array: types.Array, _index: types.Integer) -> tuple[Signature, Callable[..., ir.Value]]:
    def build(context: BaseContext, builder: ir.IRBuilder, signature: Signature, arguments: list[ir.Value]) -> ir.Value:
        start = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        place = builder.bitcast(builder.gep(start, [arguments[1]]), byte)
        read, near, data = (ir.Constant(number, value) for value in (0, NEAR, 1))
        builder.call(function, [place, read, near, data])
        return context.get_dummy_value()

    return types.void(array, types.int64), build


prefetch = cast("Callable[[NDArray[generic], int], None]", intrinsic(_prefetch))
"""prefetch(array, index): a hint inside compiled code; any index is safe, nothing is read or written."""
