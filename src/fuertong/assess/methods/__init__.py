"""Methods of others (通行方法) side by side with ours: UNSD, Open SDG, Eurostat, ESCAP, AARR."""

from fuertong.assess.methods.catalogue import Class, Method, methods
from fuertong.assess.methods.comparing import Comparison, compare, compare_frame
from fuertong.assess.methods.reasons import why_sentence

__all__ = ["Class", "Comparison", "Method", "compare", "compare_frame", "methods", "why_sentence"]
