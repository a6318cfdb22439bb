"""The example county (示例县): loads a place folder through the same acts a person would use."""
